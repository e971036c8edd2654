import HyperFleetProto

/// Random messages of any type by its descriptor, written as the codec writes them: fields in the order of their
/// numbers, zeros left out where they say nothing, keys of maps once each.
struct RandomMessageBytes {
    let pool: DescriptorPool
    var random: SeededGenerator

    mutating func message(_ name: String, depth: Int = 0) -> [UInt8] {
        guard let type = pool.message(name) else { return [] }
        switch name {
        case "google.protobuf.Timestamp": return time(-62_135_596_800...253_402_300_799, isSigned: false)
        case "google.protobuf.Duration": return time(-315_575_999_999...315_575_999_999, isSigned: true)
        case "google.protobuf.FieldMask": return Wire.field(1, "name") + Wire.field(1, "spec.display_name")
        default: break
        }
        var chosen: [Int: Int] = [:]
        for field in type.fields {
            guard let oneof = field.oneof else { continue }
            if chosen[oneof] == nil || random.flag() { chosen[oneof] = field.number }
        }
        var bytes: [UInt8] = []
        for field in type.fields.sorted(by: { $0.number < $1.number }) {
            if let oneof = field.oneof, chosen[oneof] != field.number { continue }
            guard field.typeName != "google.protobuf.Any", random.flag() else { continue }
            bytes += self.field(field, depth: depth)
        }
        return bytes
    }

    private mutating func field(_ field: ProtoField, depth: Int) -> [UInt8] {
        if let entry = pool.mapEntry(of: field) { return map(field, entry, depth: depth) }
        if !field.isRepeated {
            guard let (bytes, isZero) = value(field, depth: depth) else { return [] }
            return isZero && !field.hasPresence ? [] : bytes
        }
        let values = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in value(field, depth: depth)?.bytes }
        guard field.isPacked else { return values.flatMap { $0 } }
        let tagLength = Wire.tag(UInt64(field.number), 0).count
        return Wire.field(UInt64(field.number), values.flatMap { $0.dropFirst(tagLength) })
    }

    private mutating func map(_ field: ProtoField, _ entry: ProtoMessage, depth: Int) -> [UInt8] {
        guard let key = entry.field(1), let content = entry.field(2) else { return [] }
        var keys: Set<[UInt8]> = []
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            guard let (keyBytes, keyIsZero) = value(key, depth: depth), keys.insert(keyBytes).inserted,
                let (valueBytes, valueIsZero) = value(content, depth: depth)
            else { continue }
            let isLeftOut = valueIsZero && !content.hasPresence
            bytes += Wire.field(UInt64(field.number), (keyIsZero ? [] : keyBytes) + (isLeftOut ? [] : valueBytes))
        }
        return bytes
    }

    /// One value with its tag, and whether it is its type's zero; nil for a message that would go too deep.
    private mutating func value(_ field: ProtoField, depth: Int) -> (bytes: [UInt8], isZero: Bool)? {
        let number = UInt64(field.number)
        switch field.kind {
        case .message:
            guard depth < 6 else { return nil }
            return (Wire.field(number, message(field.typeName, depth: depth + 1)), false)
        case .string:
            let text = random.text()
            return (Wire.field(number, text), text.isEmpty)
        case .bytes:
            let content = random.bytes(0...20)
            return (Wire.field(number, content), content.isEmpty)
        case .bool: return varint(number, random.flag() ? 1 : 0)
        case .enumeration:
            let numbers = (pool.enumeration(field.typeName)?.values.map(\.number) ?? []) + [77]
            return varint(number, UInt64(bitPattern: Int64(numbers[Int.random(in: 0..<numbers.count, using: &random)])))
        case .int32: return varint(number, UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: bits()))))
        case .uint32, .sint32: return varint(number, UInt64(UInt32(truncatingIfNeeded: bits())))
        case .int64, .uint64, .sint64: return varint(number, bits())
        case .fixed32, .sfixed32: return fixed(number, UInt64(UInt32(truncatingIfNeeded: bits())), width: 4)
        case .fixed64, .sfixed64: return fixed(number, bits(), width: 8)
        case .float:
            let value = Float(bitPattern: UInt32(truncatingIfNeeded: bits()))
            return fixed(number, UInt64((value.isNaN ? .nan : value).bitPattern), width: 4)
        case .double:
            let value = Double(bitPattern: bits())
            return fixed(number, (value.isNaN ? .nan : value).bitPattern, width: 8)
        }
    }

    private mutating func bits() -> UInt64 {
        let edges: [UInt64] = [0, 1, 127, 128, 1 << 31, 1 << 63, .max]
        return random.flag() ? edges[Int.random(in: 0..<edges.count, using: &random)] : random.next()
    }

    private func varint(_ number: UInt64, _ value: UInt64) -> ([UInt8], Bool) {
        (Wire.tag(number, 0) + Wire.varint(value), value == 0)
    }

    private func fixed(_ number: UInt64, _ value: UInt64, width: Int) -> ([UInt8], Bool) {
        let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
        return (Wire.tag(number, width == 4 ? 5 : 1) + bytes, value == 0)
    }

    private mutating func time(_ range: ClosedRange<Int64>, isSigned: Bool) -> [UInt8] {
        let seconds = random.flag() ? 0 : Int64.random(in: range, using: &random)
        var nanoseconds = random.flag() ? 0 : Int64.random(in: 0..<1_000_000_000, using: &random)
        if isSigned, seconds < 0 { nanoseconds = -nanoseconds }
        return (seconds == 0 ? [] : Wire.number(1, seconds)) + (nanoseconds == 0 ? [] : Wire.number(2, nanoseconds))
    }
}

internal import HyperFleetModel
internal import JSONModel
internal import RPCCore

/// Makes a message's bytes of JSON, by its descriptor, and collects everything that is wrong with it on the way.
///
/// A field that cannot be made gives nothing and a violation: all bytes are dropped then, and the caller learns of all
/// mistakes at once.
struct MessageOfJSON {
    let pool: DescriptorPool
    private let depthLimit: Int
    private let fieldLimit: Int
    private var fieldCount = 0
    /// The names and indices on the way to the value in hand.
    private var path: [String] = []
    /// In the order found; at most `WireLimits.violations`.
    private(set) var violations: [FieldViolation] = []

    init(pool: DescriptorPool, limits: MessageJSONLimits) {
        self.pool = pool
        depthLimit = limits.depth
        fieldLimit = limits.fields
    }

    /// The bytes of a message of `type`; `depth` counts the messages around it and itself.
    mutating func bytes(of value: JSONValue, as type: ProtoMessage, depth: Int) -> [UInt8] {
        guard depth <= depthLimit else {
            refuse(rule: "depth", "messages deeper in each other than \(depthLimit)")
            return []
        }
        switch WellKnownType(type.fullName) {
        case .unsupported:
            refuse(rule: "unsupported", "\(type.fullName) is not supported")
            return []
        case .wrapper: return wrapper(value, type)
        case .timestamp: return time(value, "a time by RFC 3339 such as \"2026-08-01T12:00:00Z\"", TimeText.timestamp)
        case .duration: return time(value, "a number of seconds such as \"1.5s\"", TimeText.duration)
        case .fieldMask: return fieldMask(value)
        case nil:
            guard case .object(let object) = value else {
                refuse(value, "an object, a \(type.name)")
                return []
            }
            return bytes(of: object, as: type, depth: depth)
        }
    }

    private mutating func bytes(of object: JSONObject, as type: ProtoMessage, depth: Int) -> [UInt8] {
        var writer = FieldWriter()
        for (field, member) in members(of: object, as: type).sorted(by: { $0.key.number < $1.key.number }) {
            inside(member.key) { $0.write(member.value, field.field, into: &writer, depth: depth) }
        }
        return writer.bytes
    }
}

// MARK: - Members

extension MessageOfJSON {
    /// A field as a key: its number.
    private struct FieldKey: Hashable {
        let field: ProtoField
        var number: Int { field.number }

        static func == (left: FieldKey, right: FieldKey) -> Bool { left.number == right.number }
        func hash(into hasher: inout Hasher) { hasher.combine(number) }
    }

    /// The members that set a field; null sets none.
    private mutating func members(of object: JSONObject, as type: ProtoMessage) -> [FieldKey: JSONObject.Member] {
        var found: [FieldKey: JSONObject.Member] = [:]
        var chosen: [Int: String] = [:]
        for member in object.members {
            guard let field = type.field(named: member.key) else {
                inside(member.key) { $0.refuseUnknown(member.key, in: type) }
                continue
            }
            if case .null = member.value { continue }
            if let oneof = field.oneof, let former = chosen.updateValue(member.key, forKey: oneof),
                type.field(named: former)?.number != field.number
            {
                inside(member.key) { $0.refuse(rule: "oneof", "excludes \(former), which is given too") }
            }
            if found.updateValue(member, forKey: FieldKey(field: field)) != nil {
                inside(member.key) { $0.refuse(rule: "unique", "is given under its other name too") }
            }
        }
        return found
    }

    private mutating func refuseUnknown(_ name: String, in type: ProtoMessage) {
        let closest = Suggestion.closest(to: name, among: type.fields.map(\.jsonName))
        let known = type.fields.map(\.jsonName).joined(separator: ", ")
        let hint =
            closest.map { "; did you mean \($0)?" } ?? (known.isEmpty ? ", which has none" : "; it has \(known)")
        refuse(rule: "unknown", "is no field of \(type.name)\(hint)")
    }
}

// MARK: - Fields

extension MessageOfJSON {
    private mutating func write(
        _ value: JSONValue, _ field: ProtoField, into writer: inout FieldWriter, depth: Int
    ) {
        if let entry = pool.mapEntry(of: field) {
            writeMap(value, field, entry, into: &writer, depth: depth)
        } else if field.isRepeated {
            writeList(value, field, into: &writer, depth: depth)
        } else if let wire = wireValue(value, field, depth: depth), field.hasPresence || !wire.isZero {
            writer.write(field.number, wire)
        }
    }

    private mutating func writeMap(
        _ value: JSONValue, _ field: ProtoField, _ entry: ProtoMessage, into writer: inout FieldWriter, depth: Int
    ) {
        guard case .object(let object) = value else { return refuse(value, "an object, a map") }
        guard let keyField = entry.field(1), let valueField = entry.field(2) else { return }
        for member in object.members {
            inside("[\(ViolationValue.shown(member.key))]") { reader in
                let key = reader.mapKey(member.key, keyField)
                let value = reader.wireValue(member.value, valueField, depth: depth)
                guard let key, let value else { return }
                var entryWriter = FieldWriter()
                if !key.isZero { entryWriter.write(1, key) }
                if valueField.hasPresence || !value.isZero { entryWriter.write(2, value) }
                writer.write(field.number, .bytes(entryWriter.bytes))
            }
        }
    }

    private mutating func writeList(
        _ value: JSONValue, _ field: ProtoField, into writer: inout FieldWriter, depth: Int
    ) {
        guard case .array(let items) = value else { return refuse(value, "an array") }
        var packed = FieldWriter()
        for (index, item) in items.enumerated() {
            inside("[\(index)]") { reader in
                guard let wire = reader.wireValue(item, field, depth: depth) else { return }
                if field.isPacked { packed.append(wire) } else { writer.write(field.number, wire) }
            }
        }
        if field.isPacked, !packed.bytes.isEmpty { writer.write(field.number, .bytes(packed.bytes)) }
    }

    /// One value, a message or not; nil with a violation where there is none.
    private mutating func wireValue(_ value: JSONValue, _ field: ProtoField, depth: Int) -> FieldWriter.Value? {
        fieldCount += 1
        guard fieldCount <= fieldLimit else {
            if fieldCount == fieldLimit + 1 { refuse(rule: "field_count", "more than \(fieldLimit) values of fields") }
            return nil
        }
        guard field.kind == .message else { return scalar(value, field) }
        guard let type = pool.message(field.typeName) else {
            refuse(rule: "unsupported", "its type \(field.typeName) is not known")
            return nil
        }
        return .bytes(bytes(of: value, as: type, depth: depth + 1))
    }
}

// MARK: - Violations

extension MessageOfJSON {
    /// Notes that the value in hand breaks `rule`.
    mutating func refuse(rule: String, _ message: String, value: String? = nil) {
        guard violations.count < WireLimits.violations else { return }
        violations.append(
            FieldViolation(
                field: path.joinedPath, rule: rule, message: message, value: value.map { ViolationValue.shown($0) }))
    }

    /// Notes that `value` should be `wanted`.
    mutating func refuse(_ value: JSONValue, _ wanted: String) {
        refuse(rule: "type", "must be \(wanted)", value: Self.shown(value))
    }

    /// Looks at what stands under `step`.
    private mutating func inside(_ step: String, _ look: (inout MessageOfJSON) -> Void) {
        path.append(step)
        look(&self)
        path.removeLast()
    }

    private static func shown(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .null, .bool, .number: value.description
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension [String] {
    /// `clusters[3].metadata.name`
    fileprivate var joinedPath: String {
        reduce(into: "") { path, step in
            if !path.isEmpty && !step.hasPrefix("[") { path += "." }
            path += step
        }
    }
}

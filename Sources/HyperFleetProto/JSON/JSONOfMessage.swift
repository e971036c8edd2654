internal import JSONModel

/// Makes JSON of a message's bytes, by its descriptor.
struct JSONOfMessage {
    let pool: DescriptorPool
    private let depthLimit: Int
    private let fieldLimit: Int
    private var fieldCount = 0

    init(pool: DescriptorPool, limits: MessageJSONLimits) {
        self.pool = pool
        depthLimit = limits.depth
        fieldLimit = limits.fields
    }

    /// The value that stands for a whole message of `type`; `depth` counts the messages around it and itself.
    mutating func value(
        of bytes: ArraySlice<UInt8>, as type: ProtoMessage, depth: Int
    ) throws(MessageFault) -> JSONValue {
        guard depth <= depthLimit else {
            throw MessageFault("depth", "messages deeper in each other than \(depthLimit)")
        }
        switch WellKnownType(type.fullName) {
        case nil: return .object(try object(of: bytes, as: type, depth: depth))
        case .unsupported: throw MessageFault("unsupported", "\(type.fullName) is not supported")
        case .wrapper: return try wrapped(bytes, in: type)
        case .timestamp, .duration:
            return try time(bytes, type)
        case .fieldMask: return try fieldMask(bytes, type)
        }
    }

    private mutating func object(
        of bytes: ArraySlice<UInt8>, as type: ProtoMessage, depth: Int
    ) throws(MessageFault) -> JSONObject {
        let found = try collect(bytes, as: type, depth: depth)
        var members: [JSONObject.Member] = []
        for field in type.fields {
            do throws(MessageFault) {
                if let value = try value(of: field, in: found, depth: depth) { members.append((field.jsonName, value)) }
            } catch {
                throw error.inside(field.name)
            }
        }
        return JSONObject(members)
    }
}

// MARK: - Fields

extension JSONOfMessage {
    /// What was found in one message, by the numbers of its fields.
    private struct Found {
        /// The last value of each field of one.
        var singles: [Int: FieldScanner.Value] = [:]
        /// All occurrences of each single message, which are to be merged: their bytes joined are the merged message.
        var messages: [Int: [ArraySlice<UInt8>]] = [:]
        var lists: [Int: [JSONValue]] = [:]
        var maps: [Int: JSONObject] = [:]

        /// Forgets a field of a choice after another one of it was found.
        mutating func forget(_ number: Int) {
            singles[number] = nil
            messages[number] = nil
        }
    }

    private mutating func collect(
        _ bytes: ArraySlice<UInt8>, as type: ProtoMessage, depth: Int
    ) throws(MessageFault) -> Found {
        var found = Found()
        var chosen: [Int: Int] = [:]
        var scanner = FieldScanner(bytes)
        while let next = try scanner.next() {
            try count()
            guard let field = type.field(next.number) else { continue }
            if let oneof = field.oneof, let former = chosen.updateValue(field.number, forKey: oneof),
                former != field.number
            {
                found.forget(former)
            }
            do throws(MessageFault) {
                try take(next.value, of: field, into: &found, depth: depth)
            } catch {
                throw error.inside(field.name)
            }
        }
        return found
    }

    /// Takes one more occurrence of `field`; in place, so that a long list costs no copy for each element.
    private mutating func take(
        _ value: FieldScanner.Value, of field: ProtoField, into found: inout Found, depth: Int
    ) throws(MessageFault) {
        if let entry = pool.mapEntry(of: field) {
            let (key, value) = try self.entry(value, entry, depth: depth)
            found.maps[field.number, default: JSONObject()][key] = value
        } else if field.isRepeated {
            try append(value, of: field, to: &found.lists[field.number, default: []], depth: depth)
        } else if field.kind == .message {
            guard case .bytes(let bytes) = value else { throw Self.wrongWireType }
            found.messages[field.number, default: []].append(bytes)
        } else {
            try Self.check(value, field)
            found.singles[field.number] = value
        }
    }

    /// The value of a field as a whole; nil where there is none, or one that JSON leaves out.
    private mutating func value(
        of field: ProtoField, in found: Found, depth: Int
    ) throws(MessageFault) -> JSONValue? {
        if let list = found.lists[field.number] { return list.isEmpty ? nil : .array(list) }
        if let map = found.maps[field.number] { return .object(map) }
        if let parts = found.messages[field.number] {
            return try message(parts.count == 1 ? parts[0] : ArraySlice(parts.joined()), field, depth: depth)
        }
        guard let value = found.singles[field.number], field.hasPresence || !Self.isZero(value, field.kind) else {
            return nil
        }
        return try scalar(value, field)
    }

    private mutating func append(
        _ value: FieldScanner.Value, of field: ProtoField, to list: inout [JSONValue], depth: Int
    ) throws(MessageFault) {
        do throws(MessageFault) {
            switch (field.kind, value) {
            case (.message, .bytes(let bytes)): list.append(try message(bytes, field, depth: depth))
            case (.message, _): throw Self.wrongWireType
            case (.string, _), (.bytes, _): list.append(try scalar(value, field))
            case (_, .bytes(let packed)): try appendPacked(packed, of: field, to: &list)
            default: list.append(try scalar(value, field))
            }
        } catch {
            throw error.inside("[\(list.count)]")
        }
    }

    private mutating func appendPacked(
        _ packed: ArraySlice<UInt8>, of field: ProtoField, to list: inout [JSONValue]
    ) throws(MessageFault) {
        var scanner = FieldScanner(packed)
        while !scanner.isAtEnd {
            try count()
            let value: FieldScanner.Value =
                switch field.kind.wireType {
                case .varint: .varint(try scanner.varint())
                case .fixed64: .fixed64(try scanner.fixed(UInt64.self))
                case .fixed32: .fixed32(try scanner.fixed(UInt32.self))
                case .bytes: throw Self.wrongWireType
                }
            list.append(try scalar(value, field))
        }
    }

    private mutating func message(
        _ bytes: ArraySlice<UInt8>, _ field: ProtoField, depth: Int
    ) throws(MessageFault) -> JSONValue {
        guard let type = pool.message(field.typeName) else {
            throw MessageFault("unsupported", "its type \(field.typeName) is not known")
        }
        return try value(of: bytes, as: type, depth: depth + 1)
    }

    /// A map's entry; what it leaves out is the type's zero.
    private mutating func entry(
        _ value: FieldScanner.Value, _ type: ProtoMessage, depth: Int
    ) throws(MessageFault) -> (key: String, value: JSONValue) {
        guard case .bytes(let bytes) = value, let keyField = type.field(1), let valueField = type.field(2) else {
            throw Self.wrongWireType
        }
        let found = try collect(bytes, as: type, depth: depth + 1)
        let key = try scalar(found.singles[1] ?? keyField.kind.zero, keyField).mapKey
        do throws(MessageFault) {
            guard valueField.kind == .message else {
                return (key, try scalar(found.singles[2] ?? valueField.kind.zero, valueField))
            }
            let parts = found.messages[2] ?? []
            return (key, try message(ArraySlice(parts.joined()), valueField, depth: depth))
        } catch {
            throw error.inside("[\(key)]")
        }
    }

    private mutating func count() throws(MessageFault) {
        fieldCount += 1
        guard fieldCount <= fieldLimit else {
            throw MessageFault("field_count", "more than \(fieldLimit) values of fields")
        }
    }

    static let wrongWireType = MessageFault("wire_type", "a value of another type than the field's")

    /// Whether it is the zero of its kind; of a varint, a kind of 32 bits has the lower half alone.
    private static func isZero(_ value: FieldScanner.Value, _ kind: ProtoField.Kind) -> Bool {
        switch value {
        case .varint(let number):
            switch kind {
            case .int32, .uint32, .sint32, .enumeration: UInt32(truncatingIfNeeded: number) == 0
            case .bool, .bytes, .double, .fixed32, .fixed64, .float, .int64, .message, .sfixed32, .sfixed64, .sint64,
                .string, .uint64:
                number == 0
            }
        case .fixed64(let number): number == 0
        case .fixed32(let number): number == 0
        case .bytes(let bytes): bytes.isEmpty
        }
    }
}

extension JSONValue {
    /// A scalar as the name of a member.
    fileprivate var mapKey: String {
        switch self {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let bool): bool ? "true" : "false"
        case .null, .array, .object: ""
        }
    }
}

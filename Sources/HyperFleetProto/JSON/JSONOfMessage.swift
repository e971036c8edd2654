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
        let collected = try collect(bytes, as: type, depth: depth)
        var members: [JSONObject.Member] = []
        for field in type.fields {
            guard let content = collected[field.number] else { continue }
            do throws(MessageFault) {
                if let value = try value(of: content, field, depth: depth) { members.append((field.jsonName, value)) }
            } catch {
                throw error.inside(field.name)
            }
        }
        return JSONObject(members)
    }
}

// MARK: - Fields

extension JSONOfMessage {
    /// What was found of one field.
    private enum Content {
        /// The last value of a field of one.
        case single(FieldScanner.Value)
        /// All occurrences of a single message, which are to be merged: their bytes joined are the merged message.
        case message([ArraySlice<UInt8>])
        /// The values of a list so far.
        case list([JSONValue])
        /// The entries of a map so far.
        case map(JSONObject)
    }

    private mutating func collect(
        _ bytes: ArraySlice<UInt8>, as type: ProtoMessage, depth: Int
    ) throws(MessageFault) -> [Int: Content] {
        var collected: [Int: Content] = [:]
        var chosen: [Int: Int] = [:]
        var scanner = FieldScanner(bytes)
        while let found = try scanner.next() {
            try count()
            guard let field = type.field(found.number) else { continue }
            if let oneof = field.oneof, let former = chosen.updateValue(field.number, forKey: oneof),
                former != field.number
            {
                collected[former] = nil
            }
            do throws(MessageFault) {
                collected[field.number] = try joined(collected[field.number], found.value, field, depth: depth)
            } catch {
                throw error.inside(field.name)
            }
        }
        return collected
    }

    /// `content` with one more occurrence of its field.
    private mutating func joined(
        _ content: Content?, _ value: FieldScanner.Value, _ field: ProtoField, depth: Int
    ) throws(MessageFault) -> Content {
        if let entry = pool.mapEntry(of: field) {
            var object = JSONObject()
            if case .map(let former) = content { object = former }
            let (key, value) = try self.entry(value, entry, depth: depth)
            object[key] = value
            return .map(object)
        }
        if field.isRepeated {
            var list: [JSONValue] = []
            if case .list(let former) = content { list = former }
            try append(value, of: field, to: &list, depth: depth)
            return .list(list)
        }
        guard field.kind == .message else {
            try Self.check(value, field)
            return .single(value)
        }
        guard case .bytes(let bytes) = value else { throw Self.wrongWireType }
        if case .message(let former) = content { return .message(former + [bytes]) }
        return .message([bytes])
    }

    /// The value of a field as a whole; nil where it is one that JSON leaves out.
    private mutating func value(
        of content: Content, _ field: ProtoField, depth: Int
    ) throws(MessageFault) -> JSONValue? {
        switch content {
        case .list(let list): return list.isEmpty ? nil : .array(list)
        case .map(let object): return .object(object)
        case .message(let parts):
            return try message(parts.count == 1 ? parts[0] : ArraySlice(parts.joined()), field, depth: depth)
        case .single(let value):
            if !field.hasPresence, Self.isZero(value) { return nil }
            return try scalar(value, field)
        }
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
        let parts = try collect(bytes, as: type, depth: depth + 1)
        var key = try scalar(keyField.kind.zero, keyField)
        if case .single(let given) = parts[1] { key = try scalar(given, keyField) }
        let text = key.mapKey
        do throws(MessageFault) {
            switch parts[2] {
            case .single(let given): return (text, try scalar(given, valueField))
            case .message(let given): return (text, try message(ArraySlice(given.joined()), valueField, depth: depth))
            case .list, .map, nil:
                let isMessage = valueField.kind == .message
                return (
                    text,
                    isMessage ? try message([], valueField, depth: depth) : try scalar(valueField.kind.zero, valueField)
                )
            }
        } catch {
            throw error.inside("[\(text)]")
        }
    }

    private mutating func count() throws(MessageFault) {
        fieldCount += 1
        guard fieldCount <= fieldLimit else {
            throw MessageFault("field_count", "more than \(fieldLimit) values of fields")
        }
    }

    static let wrongWireType = MessageFault("wire_type", "a value of another type than the field's")

    private static func isZero(_ value: FieldScanner.Value) -> Bool {
        switch value {
        case .varint(let number), .fixed64(let number): number == 0
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

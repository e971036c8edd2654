internal import RPCCore

/// Reads one `google.protobuf.FileDescriptorProto`.
struct FileReader {
    /// How deep message types may be declared in each other.
    private static let nestingLimit = 32

    private var package = ""
    private var isProto3 = false
    private var comments = SourceComments()
    private var messages: [ProtoMessage] = []
    private var enumerations: [ProtoEnumeration] = []

    /// - Throws: where the bytes are no such message, or declare what cannot be handled here.
    static func file(_ bytes: ArraySlice<UInt8>) throws(MessageFault) -> ProtoFile {
        var reader = FileReader()
        return try reader.read(bytes)
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>) throws(MessageFault) -> ProtoFile {
        let parts = try DescriptorParts(bytes)
        let name = try parts.text(1)
        package = try parts.text(2)
        isProto3 = try parts.text(12) == "proto3"
        if let info = parts.contents(9).last { comments = try SourceComments(info) }
        for (index, message) in parts.contents(4).enumerated() {
            try readMessage(message, scope: package, path: [4, Int32(index)])
        }
        for (index, enumeration) in parts.contents(5).enumerated() {
            try readEnumeration(enumeration, scope: package, path: [5, Int32(index)])
        }
        var services: [ProtoService] = []
        for (index, service) in parts.contents(6).enumerated() {
            services.append(try self.service(service, path: [6, Int32(index)]))
        }
        return ProtoFile(
            name: name, package: package, dependencies: try parts.texts(3), messages: messages,
            enumerations: enumerations, services: services, bytes: bytes)
    }

    private static func joined(_ scope: String, _ name: String) throws(MessageFault) -> String {
        guard !name.isEmpty else { throw MessageFault("name", "a declaration without a name in '\(scope)'") }
        return scope.isEmpty ? name : "\(scope).\(name)"
    }
}

// MARK: - Messages

extension FileReader {
    private mutating func readMessage(
        _ bytes: ArraySlice<UInt8>, scope: String, path: [Int32]
    ) throws(MessageFault) {
        guard path.count <= 2 * Self.nestingLimit else {
            throw MessageFault("depth", "message types are declared more than \(Self.nestingLimit) deep in each other")
        }
        let parts = try DescriptorParts(bytes)
        let fullName = try Self.joined(scope, parts.text(1))
        var fields: [ProtoField] = []
        for (index, field) in parts.contents(2).enumerated() {
            fields.append(try self.field(field, of: fullName, path: path + [2, Int32(index)]))
        }
        var oneofs: [ProtoMessage.Oneof] = []
        for (index, oneof) in parts.contents(8).enumerated() {
            let name = try DescriptorParts(oneof).text(1)
            oneofs.append(ProtoMessage.Oneof(name: name, comment: comments[path + [8, Int32(index)]]))
        }
        guard fields.allSatisfy({ $0.oneof.map(oneofs.indices.contains) ?? true }) else {
            throw MessageFault("oneof", "a field of \(fullName) belongs to a choice that is not declared")
        }
        let options = try DescriptorParts(parts.contents(7).last ?? [])
        messages.append(
            ProtoMessage(
                fullName: fullName, fields: fields, oneofs: oneofs, isMapEntry: options.number(7) == 1,
                comment: comments[path]))
        for (index, nested) in parts.contents(3).enumerated() {
            try readMessage(nested, scope: fullName, path: path + [3, Int32(index)])
        }
        for (index, nested) in parts.contents(4).enumerated() {
            try readEnumeration(nested, scope: fullName, path: path + [4, Int32(index)])
        }
    }

    private func field(
        _ bytes: ArraySlice<UInt8>, of message: String, path: [Int32]
    ) throws(MessageFault) -> ProtoField {
        let parts = try DescriptorParts(bytes)
        let name = try Self.joined("", parts.text(1))
        guard let kind = UInt8(exactly: parts.number(5) ?? 0).flatMap(ProtoField.Kind.init(rawValue:)) else {
            throw MessageFault("type", "\(message).\(name) is of a type that is not supported")
        }
        guard let number = Int(exactly: parts.number(3) ?? 0), 1..<(1 << 29) ~= number else {
            throw MessageFault("field_number", "\(message).\(name) has a number that no field can have")
        }
        let isRepeated = parts.number(4) == 3
        let oneof = parts.number(9).flatMap { Int(exactly: $0) }
        let options = try DescriptorParts(parts.contents(8).last ?? [])
        let canBePacked = isRepeated && kind != .string && kind != .bytes && kind != .message
        let jsonName = try parts.text(10)
        return ProtoField(
            name: name, jsonName: jsonName.isEmpty ? FieldNames.json(name) : jsonName, number: number, kind: kind,
            typeName: try Self.typeName(parts.text(6)), isRepeated: isRepeated,
            isPacked: canBePacked && options.number(2).map { $0 != 0 } ?? isProto3, oneof: oneof,
            hasPresence: !isRepeated && (kind == .message || oneof != nil || !isProto3), comment: comments[path])
    }

    /// protoc writes full names, with a dot before them.
    private static func typeName(_ text: String) throws(MessageFault) -> String {
        guard !text.isEmpty else { return "" }
        guard text.hasPrefix("."), text.utf8.count > 1 else {
            throw MessageFault("type_name", "the type '\(text)' is not given by its full name")
        }
        return String(text.dropFirst())
    }
}

// MARK: - Enumerations and services

extension FileReader {
    private mutating func readEnumeration(
        _ bytes: ArraySlice<UInt8>, scope: String, path: [Int32]
    ) throws(MessageFault) {
        let parts = try DescriptorParts(bytes)
        var values: [ProtoEnumeration.Value] = []
        for (index, value) in parts.contents(2).enumerated() {
            let value = try DescriptorParts(value)
            values.append(
                ProtoEnumeration.Value(
                    name: try value.text(1), number: Int32(truncatingIfNeeded: value.number(2) ?? 0),
                    comment: comments[path + [2, Int32(index)]]))
        }
        enumerations.append(
            ProtoEnumeration(
                fullName: try Self.joined(scope, parts.text(1)), values: values, comment: comments[path]))
    }

    private func service(_ bytes: ArraySlice<UInt8>, path: [Int32]) throws(MessageFault) -> ProtoService {
        let parts = try DescriptorParts(bytes)
        var methods: [ProtoMethod] = []
        for (index, method) in parts.contents(2).enumerated() {
            methods.append(try self.method(method, path: path + [2, Int32(index)]))
        }
        return ProtoService(
            fullName: try Self.joined(package, parts.text(1)), methods: methods, comment: comments[path])
    }

    private func method(_ bytes: ArraySlice<UInt8>, path: [Int32]) throws(MessageFault) -> ProtoMethod {
        let parts = try DescriptorParts(bytes)
        let options = try DescriptorParts(parts.contents(4).last ?? [])
        let kind: MethodDescriptor.Kind =
            switch (parts.number(5) == 1, parts.number(6) == 1) {
            case (false, false): .unary
            case (true, false): .clientStreaming
            case (false, true): .serverStreaming
            case (true, true): .bidirectionalStreaming
            }
        // Both NO_SIDE_EFFECTS and IDEMPOTENT say that a repeat is safe.
        let level = options.number(34) ?? 0
        return ProtoMethod(
            name: try Self.joined("", parts.text(1)), request: try Self.typeName(parts.text(2)),
            answer: try Self.typeName(parts.text(3)), kind: kind, isIdempotent: level == 1 || level == 2,
            comment: comments[path])
    }
}

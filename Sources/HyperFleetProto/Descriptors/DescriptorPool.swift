internal import HyperFleetModel

/// What is known of services and messages: the files of one descriptor set, by the names in them.
///
/// Every type that a field or a method names is in the pool, so that look-ups from within it always succeed.
package struct DescriptorPool: Sendable {
    /// How many bytes a set may have: more than any message can carry.
    private static let bytesMax = 16 << 20

    /// In the set's order: imported files stand before those that import them.
    package let files: [ProtoFile]
    private let messages: [String: ProtoMessage]
    private let enumerations: [String: ProtoEnumeration]
    private let services: [String: ProtoService]
    /// The index in `files` of what defines a message, an enumeration or a service.
    private let places: [String: Int]

    /// A pool of the files of a serialized `google.protobuf.FileDescriptorSet`.
    ///
    /// - Throws: where it is none, defines a name twice, or lacks a type that it names.
    package init(_ set: [UInt8]) throws(DescriptorError) {
        guard set.count <= Self.bytesMax else { throw DescriptorError("the descriptor set is longer than 16 MiB") }
        let files: [ProtoFile]
        do throws(MessageFault) {
            files = try Self.files(of: set)
        } catch {
            throw DescriptorError(error)
        }
        try self.init(files: files)
    }

    private init(files: [ProtoFile]) throws(DescriptorError) {
        var places: [String: Int] = [:]
        for (place, file) in files.enumerated() {
            let names =
                file.messages.map(\.fullName) + file.enumerations.map(\.fullName) + file.services.map(\.fullName)
            for name in names {
                guard places.updateValue(place, forKey: name) == nil else {
                    throw DescriptorError("\(name) is defined twice")
                }
            }
        }
        self.files = files
        self.places = places
        // All names differ, as was just seen.
        messages = Dictionary(files.flatMap(\.messages).map { ($0.fullName, $0) }) { first, _ in first }
        enumerations = Dictionary(files.flatMap(\.enumerations).map { ($0.fullName, $0) }) { first, _ in first }
        services = Dictionary(files.flatMap(\.services).map { ($0.fullName, $0) }) { first, _ in first }
        try checkTypes()
    }

    /// The message type of this full name.
    package func message(_ name: String) -> ProtoMessage? { messages[name] }

    /// The enumeration of this full name.
    package func enumeration(_ name: String) -> ProtoEnumeration? { enumerations[name] }

    /// The service of this full name.
    package func service(_ name: String) -> ProtoService? { services[name] }

    /// All services, by name.
    package var allServices: [ProtoService] { services.values.sorted { $0.fullName < $1.fullName } }

    /// The full names of all messages, enumerations and services, and `service/Method` of all methods, sorted. Types
    /// of map entries, which nobody names, are left out.
    package var symbols: [String] {
        let methods = services.values.flatMap { service in service.methods.map { "\(service.fullName)/\($0.name)" } }
        let types = messages.values.filter { !$0.isMapEntry }.map(\.fullName) + Array(enumerations.keys)
        return (types + Array(services.keys) + methods).sorted()
    }

    /// Whether a field is a map; its type is that of the entries then.
    package func mapEntry(of field: ProtoField) -> ProtoMessage? {
        guard field.isRepeated, field.kind == .message, let type = messages[field.typeName], type.isMapEntry else {
            return nil
        }
        return type
    }

    /// Only the files that define `services`, and what they import.
    package func limited(toServices services: Set<String>) -> DescriptorPool {
        do throws(DescriptorError) {
            return try DescriptorPool(files: files(definingServices: services))
        } catch {
            // Imports are taken along, so that nothing can be missing that was there before.
            preconditionFailure("a part of a whole pool: \(error)")
        }
    }

    /// The index in `files` of what defines `name`.
    func place(of name: String) -> Int? { places[name] }
}

// MARK: - Reading

extension DescriptorPool {
    /// What proto/ says, as it was built into the program.
    package static let embedded: DescriptorPool = {
        do throws(DescriptorError) {
            return try DescriptorPool(DescriptorSet.bytes)
        } catch {
            // The bytes are this program's own, and a test reads them.
            preconditionFailure("the built-in descriptor set: \(error)")
        }
    }()

    private static func files(of set: [UInt8]) throws(MessageFault) -> [ProtoFile] {
        var files: [ProtoFile] = []
        var scanner = FieldScanner(set[...])
        while let field = try scanner.next() {
            guard field.number == 1, case .bytes(let file) = field.value else { continue }
            files.append(try FileReader.file(file))
        }
        return files
    }

    private func checkTypes() throws(DescriptorError) {
        for message in messages.values {
            for field in message.fields { try check(field, of: message) }
            if message.isMapEntry { try check(mapEntry: message) }
        }
        for service in services.values {
            for method in service.methods {
                for type in [method.request, method.answer] where messages[type] == nil {
                    throw DescriptorError("\(service.fullName)/\(method.name) needs \(type), which is not in the set")
                }
            }
        }
    }

    private func check(_ field: ProtoField, of message: ProtoMessage) throws(DescriptorError) {
        let isKnown =
            switch field.kind {
            case .message: messages[field.typeName] != nil
            case .enumeration: enumerations[field.typeName] != nil
            case .double, .float, .int64, .uint64, .int32, .fixed64, .fixed32, .bool, .string, .bytes, .uint32,
                .sfixed32, .sfixed64, .sint32, .sint64:
                true
            }
        guard isKnown else {
            throw DescriptorError("\(message.fullName).\(field.name) needs \(field.typeName), which is not in the set")
        }
    }

    private func check(mapEntry: ProtoMessage) throws(DescriptorError) {
        guard let key = mapEntry.field(1), let value = mapEntry.field(2), !key.isRepeated, !value.isRepeated else {
            throw DescriptorError("\(mapEntry.fullName) is no entry of a map")
        }
        switch key.kind {
        case .int64, .uint64, .int32, .fixed64, .fixed32, .bool, .string, .uint32, .sfixed32, .sfixed64, .sint32,
            .sint64:
            return
        case .double, .float, .message, .bytes, .enumeration:
            throw DescriptorError("\(mapEntry.fullName) has a key of a type that no key can have")
        }
    }
}

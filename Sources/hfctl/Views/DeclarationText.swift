internal import HyperFleetProto

/// Declarations in the language of .proto files, with their comments.
struct DeclarationText {
    /// Names of this package are written without it.
    let package: String

    func lines(of service: ProtoService) -> [String] {
        var lines = comment(service.comment, indent: "") + ["service \(service.name) {"]
        for method in service.methods { lines += self.lines(of: method).map { "  " + $0 } }
        return lines + ["}"]
    }

    func lines(of method: ProtoMethod) -> [String] {
        let request = (method.requestsAreStreamed ? "stream " : "") + short(method.request)
        let answer = (method.answersAreStreamed ? "stream " : "") + short(method.answer)
        return comment(method.comment, indent: "") + ["rpc \(method.name)(\(request)) returns (\(answer));"]
    }

    func lines(of message: ProtoMessage, pool: DescriptorPool) -> [String] {
        var lines = comment(message.comment, indent: "") + ["message \(short(message.fullName)) {"]
        var choice: Int?
        for field in message.fields {
            if choice != field.oneof {
                if choice != nil { lines.append("  }") }
                if let oneof = field.oneof {
                    lines += comment(message.oneofs[oneof].comment, indent: "  ")
                    lines.append("  oneof \(message.oneofs[oneof].name) {")
                }
                choice = field.oneof
            }
            let indent = choice == nil ? "  " : "    "
            lines += comment(field.comment, indent: indent)
            lines.append("\(indent)\(type(of: field, pool)) \(field.name) = \(field.number);")
        }
        if choice != nil { lines.append("  }") }
        return lines + ["}"]
    }

    func lines(of enumeration: ProtoEnumeration) -> [String] {
        var lines = comment(enumeration.comment, indent: "") + ["enum \(short(enumeration.fullName)) {"]
        for value in enumeration.values {
            lines += comment(value.comment, indent: "  ")
            lines.append("  \(value.name) = \(value.number);")
        }
        return lines + ["}"]
    }

    private func type(of field: ProtoField, _ pool: DescriptorPool) -> String {
        if let entry = pool.mapEntry(of: field), let key = entry.field(1), let value = entry.field(2) {
            return "map<\(type(of: key, pool)), \(type(of: value, pool))>"
        }
        return (field.isRepeated ? "repeated " : "")
            + (field.typeName.isEmpty ? field.kind.word : short(field.typeName))
    }

    private func short(_ name: String) -> String {
        guard !package.isEmpty, name.hasPrefix(package + ".") else { return name }
        return String(name.dropFirst(package.count + 1))
    }

    private func comment(_ text: String, indent: String) -> [String] {
        guard !text.isEmpty else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.isEmpty ? "\(indent)//" : "\(indent)// \(line)"
        }
    }
}

extension ProtoField.Kind {
    /// As .proto files have it.
    var word: String {
        switch self {
        case .double: "double"
        case .float: "float"
        case .int64: "int64"
        case .uint64: "uint64"
        case .int32: "int32"
        case .fixed64: "fixed64"
        case .fixed32: "fixed32"
        case .bool: "bool"
        case .string: "string"
        case .message: "message"
        case .bytes: "bytes"
        case .uint32: "uint32"
        case .enumeration: "enum"
        case .sfixed32: "sfixed32"
        case .sfixed64: "sfixed64"
        case .sint32: "sint32"
        case .sint64: "sint64"
        }
    }
}

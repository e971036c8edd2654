internal import HyperFleetProto
internal import JSONModel

/// What is known of one symbol: as its .proto file has it, comments included, with what one needs to use it.
struct Declaration {
    /// In full.
    let symbol: String
    let pool: DescriptorPool

    /// For people: declarations in the language of .proto files, and how to call a method.
    var text: String {
        var lines: [String]
        if let (service, method) = pool.methodName(symbol) {
            lines = text(of: method, in: service)
        } else if let service = pool.service(symbol) {
            lines = DeclarationText(package: package).lines(of: service)
        } else if let message = pool.message(symbol) {
            lines = text(of: message)
        } else {
            lines = pool.enumeration(symbol).map { DeclarationText(package: package).lines(of: $0) } ?? []
        }
        lines.insert("// \(symbol) is \(what).", at: 0)
        return lines.map { $0 + "\n" }.joined()
    }

    private func text(of method: ProtoMethod, in service: ProtoService) -> [String] {
        let declarations = DeclarationText(package: package)
        var lines = declarations.lines(of: method)
        for name in [method.request, method.answer] {
            if let message = pool.message(name) { lines += [""] + declarations.lines(of: message, pool: pool) }
        }
        let template = RequestTemplate(pool: pool).value(of: method.request).description
        return lines + ["", "// Call it:", "// hfctl call \(service.name)/\(method.name) -d '\(template)'"]
    }

    private func text(of message: ProtoMessage) -> [String] {
        let template = RequestTemplate(pool: pool).value(of: message.fullName)
        let json = JSONPrinter.text(of: template).split(separator: "\n").map { "// \($0)" }
        return DeclarationText(package: package).lines(of: message, pool: pool) + ["", "// As JSON:"] + json
    }

    private var what: String {
        if let (_, method) = pool.methodName(symbol) {
            return "a \(method.kind.word) method" + (method.isIdempotent ? "; a repeat is safe" : "")
        }
        if pool.service(symbol) != nil { return "a service" }
        return pool.message(symbol) != nil ? "a message" : "an enumeration"
    }

    /// The symbol's package: other names of it need no package in front.
    private var package: String {
        pool.files(defining: symbol)?.last?.package ?? ""
    }
}

// MARK: - For programs

extension Declaration {
    /// Everything that the descriptors say.
    var json: JSONValue {
        if let (_, method) = pool.methodName(symbol) { return json("method", members(of: method)) }
        if let service = pool.service(symbol) {
            let methods = service.methods.map { method in
                JSONValue.object(JSONObject([("name", .string(method.name))] + members(of: method)))
            }
            return json("service", [("comment", .string(service.comment)), ("methods", .array(methods))])
        }
        if let message = pool.message(symbol) { return json("message", members(of: message)) }
        return json("enumeration", pool.enumeration(symbol).map(members(of:)) ?? [])
    }

    private func json(_ kind: String, _ members: [JSONObject.Member]) -> JSONValue {
        .object(JSONObject([("is", .string(kind)), ("name", .string(symbol))] + members))
    }

    private func members(of method: ProtoMethod) -> [JSONObject.Member] {
        [
            ("kind", .string(method.kind.word)), ("request", .string(method.request)),
            ("answer", .string(method.answer)), ("idempotent", .bool(method.isIdempotent)),
            ("comment", .string(method.comment)),
        ]
    }

    private func members(of message: ProtoMessage) -> [JSONObject.Member] {
        let fields = message.fields.map { field in
            var members: [JSONObject.Member] = [
                ("name", .string(field.name)), ("jsonName", .string(field.jsonName)),
                ("number", .number(Int64(field.number))), ("type", .string(field.typeText(pool))),
            ]
            if let oneof = field.oneof { members.append(("oneof", .string(message.oneofs[oneof].name))) }
            members.append(("comment", .string(field.comment)))
            return JSONValue.object(JSONObject(members))
        }
        return [
            ("comment", .string(message.comment)), ("fields", .array(fields)),
            ("template", RequestTemplate(pool: pool).value(of: message.fullName)),
        ]
    }

    private func members(of enumeration: ProtoEnumeration) -> [JSONObject.Member] {
        let values = enumeration.values.map { value in
            JSONValue.object(
                JSONObject([
                    ("name", .string(value.name)), ("number", .number(Int64(value.number))),
                    ("comment", .string(value.comment)),
                ]))
        }
        return [("comment", .string(enumeration.comment)), ("values", .array(values))]
    }
}

extension ProtoField {
    /// `string`, `repeated hyperfleet.v1.Cluster`, `map<string, int64>`
    func typeText(_ pool: DescriptorPool) -> String {
        if let entry = pool.mapEntry(of: self), let key = entry.field(1), let value = entry.field(2) {
            return "map<\(key.typeText(pool)), \(value.typeText(pool))>"
        }
        let name = typeName.isEmpty ? kind.word : typeName
        return isRepeated ? "repeated \(name)" : name
    }
}

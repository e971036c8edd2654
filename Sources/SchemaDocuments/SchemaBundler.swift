package import JSONModel

/// Makes one document of a schema file and those that it refers to.
package enum SchemaBundler {
    private struct Target: Hashable {
        let path: String
        let fragment: String
    }

    /// The main document with the schemas of the others among its `components/schemas`, and references to them there.
    package static func bundle(_ files: SchemaFiles) -> JSONValue {
        guard !files.others.isEmpty else { return files.main.value }
        var names: [Target: String] = [:]
        var taken = Set(schemas(of: files.main.value).keys)
        var added: [JSONObject.Member] = []
        var waiting: [Target] = []
        func name(of target: Target) -> String {
            if let name = names[target] { return name }
            let name = free(suggestion(for: target), &taken)
            names[target] = name
            waiting.append(target)
            return name
        }
        func rewritten(_ value: JSONValue, from path: String) -> JSONValue {
            SchemaReferences.rewriting(value) { text in
                guard let reference = FileReference(text, from: path), !reference.path.isEmpty else { return nil }
                let target = Target(path: reference.path, fragment: reference.fragment)
                return "#/components/schemas/\(escaped(name(of: target)))"
            }
        }
        let main = rewritten(files.main.value, from: "")
        while let target = waiting.popLast() {
            let value = JSONPointer(parsing: target.fragment)?.value(in: files.document(at: target.path).value) ?? .null
            added.append((names[target] ?? "", rewritten(value, from: target.path)))
        }
        return adding(added.sorted { $0.key < $1.key }, to: main)
    }

    private static func schemas(of document: JSONValue) -> JSONObject {
        guard case .object(let schemas)? = document["components"]?["schemas"] else { return JSONObject() }
        return schemas
    }

    /// The last step of the pointer, or the file's name without its ending.
    private static func suggestion(for target: Target) -> String {
        if let last = JSONPointer(parsing: target.fragment)?.tokens.last, !last.isEmpty { return last }
        let file = target.path.split(separator: "/").last ?? "schema"
        return String(file.split(separator: ".").first ?? file)
    }

    private static func free(_ name: String, _ taken: inout Set<String>) -> String {
        var candidate = name
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(name)\(number)"
            number += 1
        }
        return candidate
    }

    private static func escaped(_ token: String) -> String {
        token.replacing("~", with: "~0").replacing("/", with: "~1")
    }

    private static func adding(_ schemas: [JSONObject.Member], to document: JSONValue) -> JSONValue {
        guard case .object(var whole) = document else { return document }
        var components = JSONObject()
        if case .object(let known)? = whole["components"] { components = known }
        components["schemas"] = .object(JSONObject(self.schemas(of: document).members + schemas))
        whole["components"] = .object(components)
        return .object(whole)
    }
}

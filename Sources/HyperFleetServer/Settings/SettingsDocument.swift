internal import JSONModel
internal import SchemaDocuments

/// A settings file's members, with dotted keys.
struct SettingsDocument: Sendable {
    let members: [(key: String, value: JSONValue, line: Int?)]

    /// Reads YAML or JSON.
    ///
    /// - Throws: one sentence when the bytes are no mapping of settings.
    static func parse(_ bytes: [UInt8], path: String) throws -> SettingsDocument {
        let document = try SchemaDocument.parse(bytes, file: path)
        guard case .object(let root) = document.value else {
            throw SettingsError(problems: ["\(path): a settings file is a mapping, such as `server: {listen: ...}`"])
        }
        var members: [(key: String, value: JSONValue, line: Int?)] = []
        collect(root, below: [], document: document, into: &members)
        return SettingsDocument(members: members)
    }

    /// Objects are walked into as far as some setting's key goes on below them.
    private static func collect(
        _ object: JSONObject, below path: [String], document: SchemaDocument,
        into members: inout [(key: String, value: JSONValue, line: Int?)]
    ) {
        for member in object.members {
            let path = path + [member.key]
            let key = path.joined(separator: ".")
            if case .object(let inner) = member.value, isSection(key) {
                collect(inner, below: path, document: document, into: &members)
            } else {
                let line = document.error(at: JSONPointer(path), "").line
                members.append((key: key, value: member.value, line: line))
            }
        }
    }

    private static func isSection(_ key: String) -> Bool {
        SettingsTable.definitions.contains { $0.key.hasPrefix(key + ".") }
    }
}

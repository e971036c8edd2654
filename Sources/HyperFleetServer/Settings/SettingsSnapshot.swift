internal import Configuration
internal import JSONModel
internal import SchemaDocuments

/// The values of a settings file by key, as the configuration reader asks for them.
struct SettingsSnapshot: FileConfigSnapshot {
    /// Where the bytes come from, for messages.
    struct Origin: FileParsingOptions {
        var path: String
        static let `default` = Origin(path: "settings file")
    }

    private enum Entry: Sendable {
        case scalar(String)
        case list([String])
        case other
    }

    /// A value asked for as something that it is not.
    struct Mismatch: Error {}

    let providerName: String
    /// In the file's order, dotted.
    private(set) var keys: [String] = []
    private var entries: [String: Entry] = [:]
    private var lines: [String: Int] = [:]

    init(data: RawSpan, providerName: String, parsingOptions: Origin) throws {
        self.providerName = providerName
        let bytes = data.withUnsafeBytes { Array($0) }
        let document = try SettingsDocument.parse(bytes, path: parsingOptions.path)
        for member in document.members {
            keys.append(member.key)
            entries[member.key] = Self.entry(of: member.value)
            lines[member.key] = member.line
        }
    }

    /// The line where a key's value stands, from 1.
    func line(of key: String) -> Int? {
        lines[key]
    }

    func value(forKey key: AbsoluteConfigKey, type: ConfigType) throws -> LookupResult {
        let name = key.components.joined(separator: ".")
        guard let entry = entries[name] else { return LookupResult(encodedKey: name, value: nil) }
        let content: ConfigContent
        switch (type, entry) {
        case (.string, .scalar(let text)): content = .string(text)
        case (.stringArray, .list(let texts)): content = .stringArray(texts)
        case (.stringArray, .scalar(let text)): content = .stringArray(SettingsFile.items(of: text))
        case _: throw Mismatch()
        }
        return LookupResult(encodedKey: name, value: ConfigValue(content, isSecret: false))
    }

    var description: String { "\(providerName)[\(keys.count) values]" }

    /// Without values: there may be secrets among them.
    var debugDescription: String { description }

    private static func entry(of value: JSONValue) -> Entry {
        if let text = text(of: value) { return .scalar(text) }
        guard case .array(let items) = value else { return .other }
        let texts = items.compactMap(text(of:))
        return texts.count == items.count ? .list(texts) : .other
    }

    private static func text(of value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let bool): bool ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}

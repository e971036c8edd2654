/// Where a setting's value came from.
package enum SettingOrigin: Sendable, Hashable {
    case flag(String)
    case variable(String)
    /// A file's path, the key in it, and the line where that stands, if known.
    case file(String, key: String, line: Int?)
    case defaultValue

    /// As a message begins: `--log-level`, `HYPERFLEET_LOG_LEVEL`, `server.yaml:3: log.level`.
    package var description: String {
        switch self {
        case .flag(let name): "--\(name)"
        case .variable(let name): name
        case .file(let path, let key, let line): line.map { "\(path):\($0): \(key)" } ?? "\(path): \(key)"
        case .defaultValue: "default"
        }
    }
}

/// A setting's value as it was resolved, for the log: secrets are not in it.
package struct ResolvedSetting: Sendable, Hashable {
    package let key: String
    /// As written, or `**REDACTED**`; nil where nothing is set.
    package let text: String?
    package let origin: SettingOrigin
}

/// Everything that is wrong with the settings given, found in one go.
package struct SettingsError: Error, Sendable, CustomStringConvertible {
    /// Each one a sentence that names the flag, the variable or the place in the file.
    package let problems: [String]

    package var description: String {
        problems.joined(separator: "\n")
    }
}

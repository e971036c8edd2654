/// One thing that an operator can set, with the type of its value.
package struct Setting<Value: Sendable>: Sendable {
    /// What everything but the value's type is known by.
    package let definition: SettingDefinition
    let kind: SettingKind<Value>

    /// The setting `key`, which `help` explains in a sentence without its full stop.
    ///
    /// - Parameters:
    ///   - defaultText: what holds when nobody says anything, as one would write it in a flag; nil for nothing.
    ///   - shortFlag: a second, shorter flag's name without its dashes.
    init(
        _ key: String, _ kind: SettingKind<Value>, default defaultText: String?, isSecret: Bool = false,
        shortFlag: String? = nil, help: String
    ) {
        self.kind = kind
        self.definition = SettingDefinition(
            key: key, placeholder: kind.placeholder, accepted: kind.accepted, isList: kind.isList,
            defaultText: defaultText, isSecret: isSecret, shortFlag: shortFlag, help: help)
    }
}

/// What names, help and documentation are made of: a setting without the type of its value.
package struct SettingDefinition: Sendable, Hashable {
    /// Segments of lower-case words with `-`, joined by dots, as nested in a file: `database.url`.
    package let key: String
    package let placeholder: String
    /// Which values are accepted, in words.
    package let accepted: String
    package let isList: Bool
    package let defaultText: String?
    /// Whether the value must not be shown.
    package let isSecret: Bool
    package let shortFlag: String?
    /// One sentence without its full stop.
    package let help: String

    /// The flag's name without its dashes: `database-url`.
    package var flag: String {
        key.replacing(".", with: "-")
    }

    /// The environment variable's name: `HYPERFLEET_DATABASE_URL`.
    package var variable: String {
        "HYPERFLEET_" + key.uppercased().replacing(".", with: "_").replacing("-", with: "_")
    }
}

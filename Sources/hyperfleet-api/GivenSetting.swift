internal import ArgumentParser
internal import HyperFleetServer

/// A setting's text as a flag gave it.
struct GivenSetting: Sendable {
    let key: String
    let text: String
}

extension Option where Value == GivenSetting? {
    /// The flag of a setting of the table, with the table's name, placeholder and help.
    init(_ definition: SettingDefinition) {
        var names: NameSpecification = [.customLong(definition.flag)]
        if let short = definition.shortFlag { names = [.customLong(short), .customLong(definition.flag)] }
        let fallback = definition.defaultText.map { " (default: \($0))" } ?? ""
        self.init(
            name: names,
            help: ArgumentHelp("\(definition.help).\(fallback)", valueName: definition.placeholder),
            transform: { GivenSetting(key: definition.key, text: $0) })
    }
}

/// A group of flags of settings.
protocol SettingFlags: ParsableArguments {}

extension SettingFlags {
    /// The texts that were given, by key: every property that is a setting's flag is found here.
    var given: [String: String] {
        var texts: [String: String] = [:]
        for child in Mirror(reflecting: self).children {
            guard let option = child.value as? Option<GivenSetting?>, let given = option.wrappedValue else { continue }
            texts[given.key] = given.text
        }
        return texts
    }
}

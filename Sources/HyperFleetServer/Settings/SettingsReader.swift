internal import Configuration
internal import Synchronization

/// Reads settings one after the other and collects everything that is wrong with them.
///
/// The order of sources is flag, environment, file, default; a source that says something wins, even when it is
/// wrong, so that a mistake is never covered by a source further down.
struct SettingsReader {
    private let reader: ConfigReader
    private let answers: AnswerRecorder
    private let file: SettingsFile?
    private(set) var problems: [String] = []
    private(set) var resolved: [ResolvedSetting] = []

    init(flags: [String: String], environment: [String: String], file: SettingsFile?, defaults: [String: String]) {
        let answers = AnswerRecorder()
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: SourceName.flags, values: Self.values(of: flags)),
            EnvironmentVariablesProvider(environmentVariables: environment.filter { $0.key.hasPrefix("HYPERFLEET_") })
                .prefixKeys(with: "hyperfleet"),
        ]
        if let file { providers.append(file.provider) }
        providers.append(
            InMemoryProvider(
                name: SourceName.defaults,
                values: Self.values(of: Self.tableDefaults.merging(defaults) { _, new in new })))
        self.answers = answers
        self.file = file
        self.reader = ConfigReader(providers: providers, accessReporter: answers)
    }

    /// The value of `setting`; nil when nothing is set or what is set is wrong, which is then among `problems`.
    mutating func value<Value: Sendable>(_ setting: Setting<Value>) async -> Value? {
        let definition = setting.definition
        let texts: [String]?
        do {
            texts = try await self.texts(definition)
        } catch {
            note("\(origin(of: definition).description): takes \(definition.isList ? "a list" : "one value")")
            return nil
        }
        let origin = origin(of: definition)
        note(definition, texts: texts, origin: origin)
        guard let texts else { return nil }
        do {
            return try setting.kind.read(texts)
        } catch {
            note("\(origin.description): \(error.message)")
            return nil
        }
    }

    /// The value of a setting; a mistake of its own when it must be set and is not.
    mutating func value<Value: Sendable>(_ setting: Setting<Value>, isRequired: Bool) async -> Value? {
        let known = problems.count
        let value = await value(setting)
        if isRequired, value == nil, problems.count == known {
            let definition = setting.definition
            let flag = definition.shortFlag ?? definition.flag
            note("--\(flag) (or \(definition.variable)) is required: \(definition.help)")
        }
        return value
    }

    /// Puts the value of `setting` into `target`, and leaves that alone where nothing is set or what is set is wrong.
    mutating func read<Value: Sendable>(_ setting: Setting<Value>, into target: inout Value) async {
        if let value = await value(setting) { target = value }
    }

    /// Notes a mistake of two settings together, unless `holds`.
    mutating func check<One, Other>(
        _ holds: Bool, _ one: Setting<One>, _ other: Setting<Other>, _ problem: String
    ) {
        guard !holds else { return }
        note("\(one.definition.key) and \(other.definition.key) \(problem)")
    }

    /// Adds a mistake found elsewhere.
    mutating func note(_ problem: String) {
        problems.append(problem)
    }

    private mutating func note(_ definition: SettingDefinition, texts: [String]?, origin: SettingOrigin) {
        let text = texts.map { definition.isSecret ? "**REDACTED**" : $0.joined(separator: ",") }
        resolved.append(ResolvedSetting(key: definition.key, text: text, origin: origin))
    }

    private func texts(_ definition: SettingDefinition) async throws -> [String]? {
        answers.forget()
        let key = ConfigKey(stringLiteral: definition.key)
        if definition.isList {
            return try await reader.fetchStringArray(forKey: key, isSecret: definition.isSecret)
        }
        return try await reader.fetchString(forKey: key, isSecret: definition.isSecret).map { [$0] }
    }

    private func origin(of definition: SettingDefinition) -> SettingOrigin {
        guard let provider = answers.last else { return .defaultValue }
        if provider.contains(SourceName.flags) { return .flag(definition.flag) }
        if provider.contains("Environment") { return .variable(definition.variable) }
        if provider.contains(SourceName.defaults) { return .defaultValue }
        return .file(file?.path ?? provider, key: definition.key, line: file?.line(of: definition.key))
    }

    private static let tableDefaults: [String: String] = Dictionary(
        uniqueKeysWithValues: SettingsTable.definitions.compactMap { definition in
            definition.defaultText.map { (definition.key, $0) }
        })

    private static func values(of texts: [String: String]) -> [AbsoluteConfigKey: ConfigValue] {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (key, text) in texts {
            let definition = SettingsTable.definition(key)
            let isList = definition?.isList ?? false
            let content: ConfigContent = isList ? .stringArray(SettingsFile.items(of: text)) : .string(text)
            values[AbsoluteConfigKey(ConfigKey(stringLiteral: key))] = ConfigValue(
                content, isSecret: definition?.isSecret ?? false)
        }
        return values
    }
}

/// What the providers in memory are called, to know them again.
private enum SourceName {
    static let flags = "flags"
    static let defaults = "defaults"
}

/// Remembers which provider answered the last question, rightly or wrongly.
private final class AnswerRecorder: AccessReporter {
    private let provider = Mutex<String?>(nil)

    var last: String? {
        provider.withLock { $0 }
    }

    func forget() {
        provider.withLock { $0 = nil }
    }

    func report(_ event: AccessEvent) {
        let answering = event.providerResults.last { result in
            switch result.result {
            case .success(let lookup): lookup.value != nil
            case .failure: true
            }
        }
        provider.withLock { $0 = answering?.providerName }
    }
}

internal import Configuration
internal import Foundation
internal import JSONModel

/// A file of settings, YAML or JSON, as a provider of the configuration reader.
struct SettingsFile: Sendable {
    let path: String
    let provider: any ConfigProvider
    private let snapshot: SettingsSnapshot

    /// Reads the file at `path`.
    ///
    /// - Throws: one sentence when the file cannot be read or is no mapping of settings.
    static func load(path: String) async throws(SettingsError) -> SettingsFile {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw SettingsError(problems: ["\(path): the settings file is not there or cannot be read"])
        }
        let location = ConfigReader(
            provider: InMemoryProvider(values: ["filePath": ConfigValue(.string(path), isSecret: false)]))
        do {
            let provider = try await FileProvider<SettingsSnapshot>(
                parsingOptions: SettingsSnapshot.Origin(path: path), config: location)
            guard let snapshot = provider.snapshot() as? SettingsSnapshot else {
                throw SettingsError(problems: ["\(path): the settings file was not there when it was read"])
            }
            return SettingsFile(path: path, provider: provider, snapshot: snapshot)
        } catch let error as SettingsError {
            throw error
        } catch {
            throw SettingsError(problems: ["\(path): \(error)"])
        }
    }

    /// A sentence for each key of the file that is no setting's.
    var unknownKeys: [String] {
        let known = Set(SettingsTable.definitions.map(\.key))
        return snapshot.keys.filter { !known.contains($0) }.map { key in
            let place = SettingOrigin.file(path, key: key, line: line(of: key)).description
            return KnownNames.problem(withKey: key, at: place)
        }
    }

    /// The line where a key's value stands, from 1.
    func line(of key: String) -> Int? {
        snapshot.line(of: key)
    }

    /// The items of a list written with commas, without the space around them.
    static func items(of text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false)
            .map { String($0).trimmingCharacters(in: .whitespaces) }
    }
}

internal import HyperFleetModel
internal import JSONModel

/// Tells names that belong to the server's settings, but are none of them, from everything else.
enum KnownNames {
    /// The beginnings of variables that are the server's: `HYPERFLEET_DATABASE_`.
    private static let sections: Set<String> = Set(
        SettingsTable.definitions.compactMap { definition in
            definition.key.split(separator: ".").first.map { "HYPERFLEET_\($0.uppercased())_" }
        })

    /// A sentence for each variable that looks like a setting and is none, in order of their names.
    ///
    /// The variables that Kubernetes sets for a Service whose name begins alike (`HYPERFLEET_SERVER_PORT_80_TCP`)
    /// are not the server's.
    static func problems(inVariables names: some Sequence<String>) -> [String] {
        let known = SettingsTable.definitions.map(\.variable)
        return names.sorted().compactMap { name -> String? in
            guard sections.contains(where: name.hasPrefix), !known.contains(name), !isServiceLink(name) else {
                return nil
            }
            return "\(name): there is no such variable" + hint(Suggestion.closest(to: name, among: known))
        }
    }

    /// A sentence for a key of a file that is no setting's.
    static func problem(withKey key: String, at place: String) -> String {
        let known = SettingsTable.definitions.map(\.key)
        return "\(place): there is no such setting" + hint(Suggestion.closest(to: key, among: known))
    }

    private static func hint(_ suggestion: String?) -> String {
        suggestion.map { "; did you mean \($0)?" } ?? ""
    }

    private static func isServiceLink(_ name: String) -> Bool {
        name.contains("_SERVICE_HOST") || name.contains("_SERVICE_PORT") || name.hasSuffix("_PORT")
            || name.contains("_PORT_") && (name.contains("_TCP") || name.contains("_UDP"))
    }
}

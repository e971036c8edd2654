/// docs/configuration.md, made from the table: a test compares the two.
package enum SettingsPage {
    /// The whole page, in Markdown.
    package static var markdown: String {
        (introduction + sections + ending).joined(separator: "\n") + "\n"
    }

    private static let introduction = [
        "# Configuration",
        "",
        "Every setting of `hyperfleet-api` has one name in three spellings: a flag (`--database-url`), an environment",
        "variable (`HYPERFLEET_DATABASE_URL`) and a key in a file (`database: { url: ... }`). What a flag says counts",
        "first, then the environment, then the file, then the default.",
        "",
        "The file is named by `--config FILE` or `HYPERFLEET_CONFIG`; it is YAML or JSON, nested at the dots. A key or",
        "a variable that is no setting is refused, with the name that was probably meant; so is a value that is not",
        "accepted, with the place where it stands. All mistakes are reported at once. Everything is read once, at",
        "start, but for the files of certificates, keys and tokens, which are read again when they change",
        "([security](security.md)).",
        "",
        "Lists are written with commas in flags and variables, and as sequences in a file. Sizes are written `512KiB`",
        "or `4MiB`, durations `500ms`, `30s`, `5m` or `1h`. Values marked *secret* never appear in the log.",
        "",
        "`hyperfleet-api settings` prints this page.",
        "",
    ]

    private static var sections: [String] {
        var lines: [String] = []
        var last = ""
        for definition in SettingsTable.definitions {
            let section = definition.key.split(separator: ".").first.map(String.init) ?? ""
            if section != last {
                if !last.isEmpty { lines.append("") }
                lines += ["## \(section)", "", "| setting | accepted | default | what it is |", "|---|---|---|---|"]
                last = section
            }
            lines.append(row(definition))
        }
        return lines + [""]
    }

    private static func row(_ definition: SettingDefinition) -> String {
        let flags = [definition.shortFlag, definition.flag].compactMap { $0 }.map { "`--\($0)`" }
        let names = ["`\(definition.key)`"] + flags + ["`\(definition.variable)`"]
        let fallback = definition.defaultText.map { "`\($0)`" } ?? "none"
        let secret = definition.isSecret ? " *Secret.*" : ""
        return
            "| \(names.joined(separator: "<br>")) | \(definition.accepted) | \(fallback) | \(definition.help).\(secret) |"
    }

    private static let ending = [
        "## Exit codes",
        "",
        "| code | meaning |",
        "|---|---|",
        "| 0 | done; for `serve`: stopped by SIGTERM or SIGINT after the running calls were finished |",
        "| 1 | `migrate --check` found something missing |",
        "| 2 | usage: a flag, a variable or the settings file is wrong |",
        "| 3 | invalid input: a spec that breaks its schema, or a provider schema that cannot be used |",
        "| 6 | the database's tables are missing, older than the program needs, or in its way |",
        "| 9 | the database is away, or an address or a folder is in use |",
        "| 11 | a defect, or something of the machine |",
        "| 130, 143 | a second SIGINT or SIGTERM ended the process before it had stopped |",
    ]
}

internal import JSONModel

/// Which versions talk to each other.
struct VersionView: Presentable {
    /// Nil when only this program's own was asked for.
    let server: String?

    var json: JSONValue {
        .object(JSONObject(parts.map { (key: $0.json, value: .string($0.version)) }))
    }

    var table: Table {
        Table(["PROGRAM", "VERSION"], parts.map { [$0.program, $0.version] })
    }

    var names: [String] { parts.map { "\($0.program)/\($0.version)" } }

    private var parts: [(json: String, program: String, version: String)] {
        [("client", "hfctl", ProgramVersion.text)] + (server.map { [("server", "hyperfleet-api", $0)] } ?? [])
    }
}

internal import HyperFleetModel
internal import JSONModel

/// Which versions talk to each other.
struct VersionView: Presentable {
    /// Nil when only this program's own was asked for.
    let server: Health?

    var json: JSONValue {
        var members = parts.map { (key: $0.json, value: JSONValue.string($0.version)) }
        if let server { members.append(("kinds", .string(server.kindsHash))) }
        return .object(JSONObject(members))
    }

    var table: Table {
        Table(
            ["PROGRAM", "VERSION", "KINDS"],
            parts.map { [$0.program, $0.version, $0.json == "server" ? server?.kindsHash ?? "" : ""] })
    }

    var names: [String] { parts.map { "\($0.program)/\($0.version)" } }

    private var parts: [(json: String, program: String, version: String)] {
        [("client", "hfctl", ProgramVersion.text)] + (server.map { [("server", "hyperfleet-api", $0.version)] } ?? [])
    }
}

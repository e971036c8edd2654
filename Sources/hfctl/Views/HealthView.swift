internal import HyperFleetModel
internal import JSONModel

/// How the server is.
struct HealthView: Presentable {
    let health: Health

    var json: JSONValue {
        .object(
            JSONObject([
                ("status", .string(word)), ("message", .string(health.message)), ("version", .string(health.version)),
                ("kinds", .string(health.kindsHash)),
            ]))
    }

    var table: Table {
        Table(["STATUS", "VERSION", "KINDS", "MESSAGE"], [[word, health.version, health.kindsHash, health.message]])
    }

    var names: [String] { [word] }

    private var word: String { health.isServing ? "SERVING" : "NOT_SERVING" }
}

internal import HyperFleetModel
internal import JSONModel

/// How the server is.
struct HealthView: Presentable {
    let health: Health

    var json: JSONValue {
        .object(
            JSONObject([
                ("status", .string(word)), ("message", .string(health.message)), ("version", .string(health.version)),
            ]))
    }

    var table: Table {
        Table(["STATUS", "VERSION", "MESSAGE"], [[word, health.version, health.message]])
    }

    var names: [String] { [word] }

    private var word: String { health.isServing ? "SERVING" : "NOT_SERVING" }
}

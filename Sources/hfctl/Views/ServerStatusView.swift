internal import HyperFleetModel
internal import JSONModel

/// A server's figures.
struct ServerStatusView: Presentable {
    let status: ServerStatus

    var json: JSONValue {
        .object(
            JSONObject([
                ("version", .string(status.version)), ("startTime", .string(status.startTime.rfc3339)),
                ("uptimeMilliseconds", .number(status.uptimeMilliseconds)),
                ("connections", Self.object(connections)), ("calls", Self.object(calls)),
                (
                    "violations",
                    Self.object([("total", status.violationCount)] + status.violations.map { ($0.name, $0.count) })
                ),
                ("methods", .array(status.methods.map(\.json))),
                ("lanes", .array(status.lanes.map(\.json))),
                ("schema", schema),
                ("certificateExpiry", status.certificateExpiry.map { .string($0.rfc3339) } ?? .null),
            ]))
    }

    var table: Table {
        let rows = status.methods.map { method in
            [
                method.name, String(method.started), String(method.succeeded), method.failures,
                Self.text(method.duration.p50Nanoseconds), Self.text(method.duration.p90Nanoseconds),
                Self.text(method.duration.p99Nanoseconds), Self.text(method.duration.maxNanoseconds),
            ]
        }
        return Table(
            ["METHOD", "STARTED", "OK", "FAILED", "P50", "P90", "P99", "MAX"], rows, footer: summary)
    }

    var names: [String] { ["server/\(status.version)"] }

    private var connections: [(String, Int64)] {
        [
            ("open", status.connections.open), ("accepted", status.connections.accepted),
            ("refused", status.connections.refused), ("tlsFailed", status.connections.tlsFailed),
            ("acceptsFailed", status.connections.acceptsFailed),
        ]
    }

    /// What a system without TLS and with descriptors enough never has is told only where it is not zero.
    private var connectionsInWords: [(String, Int64)] {
        let rare = [
            ("TLS handshakes failed", status.connections.tlsFailed),
            ("not accepted for want of descriptors or memory", status.connections.acceptsFailed),
        ]
        return connections.prefix(3) + rare.filter { $0.1 > 0 }
    }

    private var calls: [(String, Int64)] {
        [
            ("started", status.calls.started), ("succeeded", status.calls.succeeded),
            ("failed", status.calls.failed), ("refused", status.calls.refused), ("running", status.calls.running),
        ]
    }

    private var schema: JSONValue {
        guard let schema = status.schema else { return .null }
        return .object(
            JSONObject([
                ("loadTime", .string(schema.loadTime.rfc3339)),
                ("reloadsSucceeded", .number(schema.reloadsSucceeded)),
                ("reloadsFailed", .number(schema.reloadsFailed)),
            ]))
    }

    private var schemaLine: String? {
        status.schema.map { schema in
            let reloads = [("succeeded", schema.reloadsSucceeded), ("failed", schema.reloadsFailed)]
            return "schema: read at \(schema.loadTime.rfc3339), reloads: \(Self.line(reloads))"
        }
    }

    private var summary: String {
        let violations = [("in all", status.violationCount)] + status.violations.map { ($0.name, $0.count) }
        let lines = [
            "version: \(Terminal.onOneLine(status.version)), up \(Self.text(status.uptimeMilliseconds * 1_000_000))",
            "connections: \(Self.line(connectionsInWords))",
            "calls: \(Self.line(calls))",
            "protocol violations: \(Self.line(violations))",
        ]
        let lanes = status.lanes.map { "database \(Terminal.onOneLine($0.name)): \(Self.line($0.figuresInWords))" }
        let certificate = status.certificateExpiry.map { ["certificate: until \($0.rfc3339)"] } ?? []
        return (lines + lanes + [schemaLine].compactMap(\.self) + certificate).joined(separator: "\n")
    }

    private static func line(_ figures: [(String, Int64)]) -> String {
        figures.map { "\($0.1) \(Terminal.onOneLine($0.0))" }.joined(separator: ", ")
    }

    fileprivate static func object(_ figures: [(String, Int64)]) -> JSONValue {
        .object(JSONObject(figures.map { (key: $0.0, value: .number($0.1)) }))
    }

    /// `850ns`, `12us`, `3.4ms`, `12s`, `5m`, `3h`, with two digits or more.
    static func text(_ nanoseconds: Int64) -> String {
        let units: [(name: String, nanoseconds: Int64)] = [
            ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000),
        ]
        guard let unit = units.first(where: { nanoseconds >= $0.nanoseconds }) else { return "\(nanoseconds)ns" }
        let whole = nanoseconds / unit.nanoseconds
        let tenth = nanoseconds % unit.nanoseconds * 10 / unit.nanoseconds
        return whole < 10 && tenth > 0 ? "\(whole).\(tenth)\(unit.name)" : "\(whole)\(unit.name)"
    }
}

extension ServerStatus.Lane {
    fileprivate var figuresInWords: [(String, Int64)] {
        [
            ("open", connections), ("opened", connects), ("waiting", waiting), ("in flight", inFlight),
            ("round trips", roundTrips),
        ]
    }

    fileprivate var figures: [(String, Int64)] {
        [
            ("connections", connections), ("connects", connects), ("waiting", waiting),
            ("waitingBytes", waitingBytes), ("inFlight", inFlight), ("roundTrips", roundTrips),
        ]
    }

    fileprivate var json: JSONValue {
        .object(
            JSONObject(
                [(key: "name", value: JSONValue.string(name))]
                    + figures.map { (key: $0.0, value: JSONValue.number($0.1)) }))
    }
}

extension ServerStatus.Method {
    fileprivate var succeeded: Int64 { handled.first { $0.name == "OK" }?.count ?? 0 }

    /// `3 NOT_FOUND, 1 ABORTED`
    fileprivate var failures: String {
        handled.filter { $0.name != "OK" }.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
    }

    fileprivate var json: JSONValue {
        let durations: [(key: String, value: JSONValue)] = [
            ("count", .number(duration.count)), ("sumNanoseconds", .number(duration.sumNanoseconds)),
            ("p50Nanoseconds", .number(duration.p50Nanoseconds)), ("p90Nanoseconds", .number(duration.p90Nanoseconds)),
            ("p99Nanoseconds", .number(duration.p99Nanoseconds)), ("maxNanoseconds", .number(duration.maxNanoseconds)),
        ]
        return .object(
            JSONObject([
                ("method", .string(name)), ("started", .number(started)),
                ("handled", .object(JSONObject(handled.map { (key: $0.name, value: .number($0.count)) }))),
                ("duration", .object(JSONObject(durations))),
            ]))
    }
}

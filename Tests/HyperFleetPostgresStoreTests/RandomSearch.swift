import HyperFleetModel
import JSONModel
import TestSupport

/// Random resources, and random searches that have a chance to find some of them.
struct RandomSearch {
    var generator: SeededGenerator

    /// Far from every time that the resources have, so that the clocks of test and database do not matter.
    static let now = Timestamp(microseconds: 1_800_000_000_000_000)

    private static let words = ["a", "b", "ab", "aB", "a%", "é", "", "True", "1"]
    private static let keys = ["a", "b", "odd key", "x/y"]

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int(generator.next() % UInt64(values.count))]
    }

    private mutating func chance(_ one: UInt64) -> Bool { generator.next() % one == 0 }

    private mutating func time() -> Timestamp {
        Timestamp(microseconds: 1_700_000_000_000_000 + Int64(generator.next() % 4) * 1_000_000)
    }

    // MARK: Resources

    mutating func resource(_ kind: ResourceKind, _ number: Int, owner: ResourceID?) -> Resource {
        var labels: [String: String] = [:]
        for key in ["a", "b", "x/y"] where !chance(3) { labels[key] = pick(["a", "b", "ab", "", "1"]) }
        let marked = chance(3)
        return Resource(
            id: .make(), kind: kind, name: "\(pick(["a", "b", "ab"]))-\(number)", owner: owner, labels: Labels(labels),
            spec: JSONDocument(object(depth: 2)), generation: Int64(generator.next() % 4), generationTime: time(),
            resourceVersion: 1, conditions: conditions(), createdTime: time(), createdBy: pick(["a", "b"]),
            updatedTime: time(), updatedBy: pick(["a", "aB"]), deletedTime: marked ? time() : nil,
            deletedBy: marked ? pick(["a", "b"]) : nil)
    }

    private mutating func conditions() -> [Condition] {
        var conditions: [Condition] = []
        for type in ["A", "B1", "Reconciled"] where !chance(3) {
            conditions.append(
                Condition(
                    type: type, status: chance(2), reason: pick(["a", "b"]), message: pick(Self.words),
                    observedGeneration: Int64(generator.next() % 4), createdTime: time(), lastUpdatedTime: time(),
                    lastTransitionTime: time()))
        }
        return conditions
    }

    mutating func statuses() -> [AdapterStatus] {
        guard !chance(3) else { return [] }
        let condition = AdapterCondition(
            type: "A", status: pick(AdapterCondition.Status.allCases), reason: "", message: "",
            lastTransitionTime: time())
        return [
            AdapterStatus(
                adapter: "dns-1", observedGeneration: Int64(generator.next() % 4), conditions: [condition],
                data: JSONDocument(object(depth: 1)), createdTime: time(), lastReportTime: time())
        ]
    }

    private mutating func object(depth: Int) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = []
        for key in Self.keys where !chance(3) { members.append((key, value(depth: depth))) }
        return .object(JSONObject(members))
    }

    private mutating func value(depth: Int) -> JSONValue {
        switch generator.next() % (depth > 0 ? 7 : 5) {
        case 0: .null
        case 1: .bool(chance(2))
        case 2: .number(JSONNumber(pick(["0", "1", "1.0", "-1", "1e2", "2048", "1.5"])) ?? JSONNumber(0))
        case 3, 4: .string(pick(Self.words))
        case 5: .array([value(depth: depth - 1), value(depth: depth - 1)])
        default: object(depth: depth - 1)
        }
    }

    // MARK: Searches

    mutating func search(depth: Int = 3) -> String {
        switch generator.next() % (depth > 0 ? 6 : 1) {
        case 1: "(\(search(depth: depth - 1)) and \(search(depth: depth - 1)))"
        case 2: "(\(search(depth: depth - 1)) or \(search(depth: depth - 1)))"
        case 3: "not \(search(depth: 0))"
        case 4: "not (\(search(depth: depth - 1)))"
        default: test()
        }
    }

    private mutating func test() -> String {
        switch generator.next() % 5 {
        case 0: text()
        case 1: number()
        case 2: moment()
        case 3: status()
        default: json()
        }
    }

    private mutating func quoted(_ text: String) -> String { "'\(text)'" }

    private mutating func comparison() -> String { pick(["=", "!=", "<", "<=", ">", ">=", "==", "<>"]) }

    private mutating func text() -> String {
        let field = pick([
            "name", "kind", "created_by", "updated_by", "deleted_by", "labels.a", "labels.b", "labels.x/y",
            "status.conditions.A.reason", "status.conditions.B1.message", "id", "owner_id",
        ])
        switch generator.next() % 5 {
        case 0:
            return "\(field) \(pick(["", "not "]))\(pick(["like", "ilike"])) \(quoted(pick(["a%", "%b", "A_%", "%"])))"
        case 1: return "\(field) \(pick(["", "not "]))in ['a', 'Cluster', \(quoted(pick(Self.words)))]"
        case 2: return "\(field) is \(pick(["", "not "]))null"
        case 3: return "\(field) between 'a' and 'b'"
        default: return "\(field) \(comparison()) \(quoted(pick(Self.words)))"
        }
    }

    private mutating func number() -> String {
        let field = pick([
            "generation", "resource_version", "status.conditions.A.observed_generation",
            "adapters.dns-1.observed_generation",
        ])
        return pick([
            "\(field) \(comparison()) \(pick(["0", "1", "2", "-1"]))", "\(field) not between 1 and 2",
            "\(field) in (1, 3)", "exists \(field)", "\(field) in []",
        ])
    }

    private mutating func moment() -> String {
        let field = pick([
            "created_time", "updated_time", "deleted_time", "generation_time",
            "status.conditions.A.last_transition_time", "status.conditions.B1.last_updated_time",
            "adapters.dns-1.last_report_time",
        ])
        return pick([
            "\(field) \(comparison()) '\(time().rfc3339)'", "\(field) \(comparison()) now() - 1m",
            "\(field) = null", "\(field) > 2024-01-01",
        ])
    }

    private mutating func status() -> String {
        let field = pick([
            "status.conditions.A", "status.conditions.B1", "status.conditions.Other", "adapters.dns-1.conditions.A",
        ])
        let value = pick(["'True'", "'False'", "'Unknown'"])
        return pick([
            "\(field) = \(value)", "\(field) != \(value)", "\(field) in [\(value), 'True']", "\(field) like 'T%'",
            "\(field) is null", "exists adapters.dns-1", "exists adapters.none",
        ])
    }

    private mutating func json() -> String {
        let root = pick(["spec", "spec", "adapters.dns-1.data"])
        let field = root + pick([".a", ".b", ".a.b", ".a[0]", ".b[1].a", ".'odd key'", ".'x/y'", ".a.'odd key'.b"])
        let value = pick(["1", "-1", "1.5", "2Ki", "100", "0", "'a'", "'ab'", "''", "'1'", "'True'"])
        return pick([
            "\(field) \(comparison()) \(value)", "\(field) \(pick(["=", "!="])) \(pick(["true", "false", "null"]))",
            "\(field) in [\(value), true, 'é']", "\(field) not in (1, 'a')", "\(field) like 'a%'",
            "\(field) between 0 and 2", "\(field) is not null",
        ])
    }
}

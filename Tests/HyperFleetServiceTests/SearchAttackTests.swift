import HyperFleetModel
import HyperFleetService
import TestSupport
import Testing

/// Whatever a search says, it finds something or is refused as what it is: nothing fails inside.
@Suite("Searches that attack")
struct SearchAttackTests {
    private static let kept = KeptSeeds("search-attacks.txt")
    private static let count = 10_000

    @Test("10,000 random and crafted texts", .keepingSeeds(in: kept), arguments: kept.seedsToRun)
    func texts(seed: UInt64) async throws {
        try await KeptSeeds.$running.withValue(seed) {
            try await TestFleet.run { fleet in
                for name in ["one", "two"] {
                    let cluster = try await fleet.createCluster(
                        "cluster-\(name)", labels: ["env": "prod", "a": ""],
                        spec: #"{"a":{"b":[1,"x",null,true,{"c":"d"}]},"n":1e3,"s":"%_\\"}"#)
                    _ = try await fleet.report(cluster, .sample(data: #"{"a":[1]}"#))
                }
                var random = SearchNoise(generator: SeededGenerator(seed: seed))
                let texts = (0..<Self.count).map { _ in random.text() }
                let answered = try await withThrowingTaskGroup(of: Int.self) { group in
                    for part in 0..<4 {
                        group.addTask {
                            var found = 0
                            for place in stride(from: part, to: texts.count, by: 4) {
                                if try await Self.isAnswered(texts[place], fleet, isSelector: place % 10 == 0) {
                                    found += 1
                                }
                            }
                            return found
                        }
                    }
                    return try await group.reduce(0, +)
                }
                // Else the texts would test the parser alone.
                #expect(answered > Self.count / 20)
            }
        }
    }

    /// Whether the text is a search; false where it is refused for its form.
    private static func isAnswered(_ text: String, _ fleet: TestFleet, isSelector: Bool) async throws -> Bool {
        let page =
            isSelector
            ? PageRequest(wantsTotal: true, selector: text) : PageRequest(wantsTotal: true, search: text, order: "name")
        do throws(ServiceError) {
            _ = try await fleet.service.list(.cluster, owner: nil, page: page)
            return true
        } catch {
            #expect(error.reason == .badRequest, "\(text.debugDescription): \(error.message) \(error.logMessage)")
            return false
        }
    }
}

/// Texts that look like searches: whole ones of a grammar, with damage done to most of them.
private struct SearchNoise {
    var generator: SeededGenerator

    private static let fields = [
        "name", "id", "generation", "created_time", "deleted_time", "labels.env", "labels.'a b'", "spec.a.b[0]",
        "spec.n", "spec.s", "spec.a", "spec['x']", "status.conditions.Reconciled", "owner_id", "kind",
        "status.conditions.Reconciled.last_transition_time", "adapters.dns", "adapters.dns.data.a[0]",
        "adapters.dns.observed_generation", "adapters.dns.conditions.Available", "labels.`\u{202E}`", "spec.''",
    ]
    private static let values = [
        "'prod'", "''", "'%'", "'\\\\'", "'_%\\%'", "1", "-1", "1e3", "1e-99", "9223372036854775808", "0.1Gi", "true",
        "null", "now() - 10m", "2026-01-01", "'2026-13-45'", "'2026-01-01T00:00:00Z'", "now() + 99999999w", "'\u{0}'",
        "\"a'b\"", "`x`", "'e\u{301}'", "'\u{1F600}'", "'01980000-0000-7000-8000-000000000000'", "1k", "0",
        "'; DROP TABLE clusters; --'", "' OR ''='", "$1", "'True'", "'Unknown'",
    ]
    private static let operators = ["=", "!=", "<", "<=", ">", ">=", "==", "<>", "like", "ilike", "not like"]
    private static let noise = [
        "(", ")", "[", "]", ",", "'", "\"", "`", "\\", ";", "--", "/*", "*/", "$1", "$$", "::text", "not", "and", "or",
        "\u{0}", "\n", "%", "~", "!", "1", ".", "..", "between", "in", "is null", "exists", "now()", " ",
    ]

    mutating func text() -> String {
        var text = expression(depth: pick([0, 0, 1, 2, 3, 20]))
        guard !chance(4) else { return text }
        for _ in 0..<(1 + Int(generator.next() % 3)) { damage(&text) }
        return chance(50) ? String(repeating: text + " or ", count: 60) + text : text
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int(generator.next() % UInt64(values.count))]
    }

    private mutating func chance(_ one: UInt64) -> Bool { generator.next() % one == 0 }

    private mutating func expression(depth: Int) -> String {
        guard depth > 0 else { return comparison() }
        switch generator.next() % 5 {
        case 0: return "not (\(expression(depth: depth - 1)))"
        case 1: return "(\(expression(depth: depth - 1)))"
        case 2: return "\(comparison()) or \(expression(depth: depth - 1))"
        case 3: return "\(comparison()) and \(expression(depth: depth - 1))"
        case _: return comparison()
        }
    }

    private mutating func comparison() -> String {
        let field = pick(Self.fields)
        switch generator.next() % 8 {
        case 0: return "\(field) in (\(pick(Self.values)), \(pick(Self.values)))"
        case 1: return "\(field) between \(pick(Self.values)) and \(pick(Self.values))"
        case 2: return "exists \(field)"
        case 3: return "\(field) is not null"
        case 4: return "env in (prod,\(pick(["a", "b"]))),!\(pick(["x", "y"]))"
        case _: return "\(field) \(pick(Self.operators)) \(pick(Self.values))"
        }
    }

    /// Puts something in, takes something out, or doubles something.
    private mutating func damage(_ text: inout String) {
        var scalars = Array(text.unicodeScalars)
        let place = scalars.isEmpty ? 0 : Int(generator.next() % UInt64(scalars.count))
        switch generator.next() % 4 {
        case 0: scalars.insert(contentsOf: Array(pick(Self.noise).unicodeScalars), at: place)
        case 1 where place < scalars.count: scalars.remove(at: place)
        case 2: scalars.insert(contentsOf: scalars[place...].prefix(7), at: place)
        case _:
            guard let odd = Unicode.Scalar(UInt32(generator.next() % 0x3000)) else { return }
            scalars.insert(odd, at: place)
        }
        text = String(String.UnicodeScalarView(scalars))
    }
}

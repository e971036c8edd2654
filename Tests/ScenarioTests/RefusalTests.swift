import Foundation
import HyperFleetClient
import JSONModel
import Testing

extension Scenarios {
    @Suite("Refusals")
    struct RefusalTests {
        struct Refusal: Sendable {
            var arguments: [String]
            var input = ""
            var exitCode: Int32
            var reason = ""
            /// Fields with the rule that each breaks.
            var violations: [String: String] = [:]

            init(
                _ arguments: String, input: String = "", exitCode: Int32, reason: String = "",
                violations: [String: String] = [:]
            ) {
                self.arguments = arguments.split(separator: " ").map(String.init)
                self.input = input
                self.exitCode = exitCode
                self.reason = reason
                self.violations = violations
            }
        }

        static let invalid = "HYPERFLEET-VAL-000"

        static let refusals: [Refusal] = [
            Refusal(
                "create cluster Bad_Name --spec -", input: "{}", exitCode: 3, reason: invalid,
                violations: ["name": "pattern"]),
            Refusal("create cluster ab --spec -", input: "{}", exitCode: 3, reason: invalid),
            Refusal(
                "create cluster fine --spec - --label bad!key=x", input: "{}", exitCode: 3, reason: invalid),
            Refusal("create cluster fine --spec -", input: "[1]", exitCode: 3, reason: invalid),
            Refusal(
                "create cluster fine --spec -", input: #"{"a":1,"a":2}"#, exitCode: 3, reason: invalid,
                violations: ["spec/a": "duplicate_key"]),
            Refusal(
                "create cluster fine --spec -", input: #"{"region":"mars","replicas":0}"#, exitCode: 3,
                reason: invalid, violations: ["spec/region": "enum", "spec/replicas": "minimum"]),
            Refusal(
                "create cluster fine --spec -", input: "region: mars\nregion: north\n", exitCode: 3,
                reason: invalid, violations: ["spec": "duplicate_key"]),
            Refusal("create cluster taken --spec -", input: "{}", exitCode: 5, reason: "HYPERFLEET-CNF-001"),
            Refusal("get cluster absent", exitCode: 4, reason: "HYPERFLEET-NTF-001"),
            Refusal(
                "get cluster 01890000-0000-7000-8000-000000000000", exitCode: 4, reason: "HYPERFLEET-NTF-001"),
            Refusal("get nodepool absent --cluster taken", exitCode: 4, reason: "HYPERFLEET-NTF-001"),
            Refusal(
                "create nodepool pool --cluster absent --spec -", input: "{}", exitCode: 4,
                reason: "HYPERFLEET-NTF-001"),
            Refusal(
                "update cluster taken --no-labels --if-resource-version 99", exitCode: 6,
                reason: "HYPERFLEET-CNF-002"),
            Refusal(
                "create nodepool pool --cluster marked --spec -", input: "{}", exitCode: 6,
                reason: "HYPERFLEET-CNF-003"),
            Refusal(
                "report status cluster taken --adapter Bad --generation 1 --condition Available=True", exitCode: 3,
                reason: invalid),
            Refusal("list clusters --page-token nonsense", exitCode: 3),
        ]

        @Test("Bad input gets its reason, its field and its exit code")
        func refused() async throws {
            try await withServer { server in
                _ = try await server.json("create", "cluster", "taken", "--spec", "-", input: "{}")
                _ = try await server.json("create", "cluster", "marked", "--spec", "-", input: "{}")
                _ = try await server.json("delete", "cluster", "marked")
                for refusal in Self.refusals {
                    try await Self.expect(refusal, server)
                }
                let list = try await server.json("list", "clusters", "--total")
                #expect(list["total"]?.numberText == "1", "a refused command left something behind")
            }
        }

        private static func expect(_ refusal: Refusal, _ server: ServerUnderTest) async throws {
            let run = try await server.hfctl(refusal.arguments + ["-o", "json"], input: refusal.input)
            let words = refusal.arguments.joined(separator: " ")
            #expect(run.exitCode == refusal.exitCode, "\(words): \(run.errors)")
            #expect(run.output == "", "\(words)")
            let failure = try JSONParser.parse(Array(run.errors.utf8), limits: .document)
            #expect(failure["retryable"] == .bool(false), "\(words)")
            if !refusal.reason.isEmpty { #expect(failure["reason"]?.text == refusal.reason, "\(words)") }
            let found = failure["violations"]?.items ?? []
            for (field, rule) in refusal.violations {
                let isThere = found.contains { $0["field"]?.text == field && $0["rule"]?.text == rule }
                #expect(isThere, "\(words): \(run.errors)")
            }
            if refusal.exitCode == 3 { #expect(!found.isEmpty, "\(words): \(run.errors)") }
        }

        @Test("For people, a refusal is a line and one for each violation")
        func refusedForPeople() async throws {
            try await withServer { server in
                let run = try await server.hfctl(
                    "create", "cluster", "fine", "--spec", "-", input: #"{"region":"mars","replicas":0}"#)
                let lines = run.errors.split(separator: "\n")
                #expect(lines.count == 3)
                #expect(lines[0].hasPrefix("error: INVALID_ARGUMENT HYPERFLEET-VAL-000: "))
                #expect(lines.contains { $0.hasPrefix("  spec/region: enum: ") && $0.contains("mars") })
                #expect(lines.contains { $0.hasPrefix("  spec/replicas: minimum: ") })
            }
        }

        @Test("A stale version is refused with the one that holds")
        func staleVersion() async throws {
            try await withServer { server in
                _ = try await server.json("create", "cluster", "one", "--spec", "-", input: "{}")
                _ = try await server.json("update", "cluster", "one", "--label", "a=b")
                let run = try await server.hfctl(
                    "update", "cluster", "one", "--label", "a=c", "--if-resource-version", "1", "-o", "json")
                let failure = try JSONParser.parse(Array(run.errors.utf8), limits: .document)
                #expect(failure["details"]?["resource_version"]?.text == "2")
                let again = try await server.json(
                    "update", "cluster", "one", "--label", "a=c", "--if-resource-version", "2")
                #expect(again["changed"] == .bool(true))
                #expect(again["generation"]?.numberText == "1")
            }
        }
    }
}

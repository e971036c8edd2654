import Foundation
import HyperFleetClient
import Testing

extension Scenarios {
    @Suite("Contention")
    struct ContentionTests {
        @Test("Of twenty hfctl that create the same name at once, one succeeds")
        func twentyCreateOneName() async throws {
            try await withServer { server in
                let runs = try await Self.creations(20, of: "same-name", server)
                let refused = runs.filter { $0.exitCode == 5 }
                #expect(runs.count { $0.exitCode == 0 } == 1)
                #expect(refused.count == 19, "\(runs.map(\.exitCode)) \(runs.map(\.errors))")
                #expect(refused.allSatisfy { $0.errors.contains("\"HYPERFLEET-CNF-001\"") })
                let list = try await server.json("list", "clusters", "--total")
                #expect(list["total"]?.numberText == "1")
            }
        }

        @Test("A hundred clients that retry with the version that the refusal names are all counted")
        func hundredUpdatesWithPrecondition() async throws {
            try await withServer { server in
                let id = try await Self.createCluster(server)
                let accepted = try await Self.updates(server, id) { client, spec in
                    var version: Int64 = 1
                    while true {
                        do throws(RPCError) {
                            let answer = try await client.clusters.update(
                                .id(id), spec: spec, preconditions: Preconditions(ifResourceVersion: version))
                            return answer.resource
                        } catch {
                            try #require(error.code == .aborted, "\(error)")
                            guard error.reason == "HYPERFLEET-CNF-002" else { continue }
                            let named = try #require(error.details["resource_version"].flatMap { Int64($0) })
                            #expect(named > version)
                            version = named
                        }
                    }
                }
                try await Self.expectAllCounted(server, id, accepted)
            }
        }

        @Test("A hundred clients without a precondition are all counted, too")
        func hundredUpdates() async throws {
            try await withServer { server in
                let id = try await Self.createCluster(server)
                let accepted = try await Self.updates(server, id) { client, spec in
                    try await client.clusters.update(.id(id), spec: spec).resource
                }
                try await Self.expectAllCounted(server, id, accepted)
            }
        }

        /// That many processes at once that all want to create the same name.
        private static func creations(
            _ count: Int, of name: String, _ server: ServerUnderTest
        ) async throws -> [ProgramRun] {
            try await withThrowingTaskGroup(of: ProgramRun.self) { group in
                for _ in 0..<count {
                    group.addTask {
                        try await server.hfctl("create", "cluster", name, "--spec", "-", "-o", "json", input: "{}")
                    }
                }
                var runs: [ProgramRun] = []
                for try await run in group { runs.append(run) }
                return runs
            }
        }

        private static func createCluster(_ server: ServerUnderTest) async throws -> ResourceID {
            try await withHyperFleetClient(address: server.unix) { client in
                try await client.clusters.create(name: "contended", spec: Array(#"{"writer":0}"#.utf8)).id
            }
        }

        /// A hundred clients, each with a connection and a spec of its own; answers what each was told.
        private static func updates(
            _ server: ServerUnderTest, _ id: ResourceID,
            _ update: @escaping @Sendable (FleetClient, [UInt8]) async throws -> Resource
        ) async throws -> [Resource] {
            try await withThrowingTaskGroup(of: Resource.self) { group in
                for writer in 1...100 {
                    group.addTask {
                        let address = writer.isMultiple(of: 2) ? server.unix : server.tcp
                        return try await withHyperFleetClient(address: address) { client in
                            try await update(client, Array(#"{"writer":\#(writer)}"#.utf8))
                        }
                    }
                }
                var accepted: [Resource] = []
                for try await resource in group { accepted.append(resource) }
                return accepted
            }
        }

        private static func expectAllCounted(
            _ server: ServerUnderTest, _ id: ResourceID, _ accepted: [Resource]
        ) async throws {
            let stored = try await withHyperFleetClient(address: server.tcp) { try await $0.clusters.get(.id(id)) }
            #expect(stored.generation == 101)
            #expect(Set(accepted.map(\.generation)) == Set(2...101))
            let last = try #require(accepted.first { $0.generation == 101 })
            #expect(try stored.spec.value() == last.spec.value())
        }
    }
}

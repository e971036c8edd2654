import Foundation
import HyperFleetClient
import Testing

extension Scenarios {
    @Suite("Client library")
    struct ClientTests {
        static let spec = Array(#"{"region":"north"}"#.utf8)

        @Test("All pages as one sequence: each once, newest first, whatever is created meanwhile")
        func allPages() async throws {
            try await withServer { server in
                try await withHyperFleetClient(address: server.unix) { client in
                    for index in 1...7 {
                        _ = try await client.clusters.create(name: "cluster-\(index)", spec: Self.spec)
                    }
                    var names: [String] = []
                    for try await cluster in client.clusters.list(pageSize: 3) {
                        if names.isEmpty { _ = try await client.clusters.create(name: "newer", spec: Self.spec) }
                        names.append(cluster.name)
                    }
                    #expect(names == (1...7).reversed().map { "cluster-\($0)" })
                }
            }
        }

        @Test("Node pools, reports, updates and deletes, by name and by id")
        func everyCall() async throws {
            try await withServer { server in
                try await withHyperFleetClient(address: server.tcp) { client in
                    let health = try await client.health.check()
                    #expect(health.isServing)
                    let name = ResourceReference.name("prod", owner: nil)
                    let cluster = try await client.clusters.create(
                        name: "prod", labels: Labels(["env": "prod"]),
                        spec: try JSONDocument(parsing: Self.spec, limits: .spec))
                    let pool = try await client.nodePools.create(in: name, name: "workers", spec: Array("{}".utf8))
                    #expect(pool.owner == cluster.id)
                    let poolName = ResourceReference.name("workers", owner: .id(cluster.id))
                    #expect(try await client.nodePools.get(poolName).id == pool.id)
                    #expect(try await client.nodePools.listPage(in: name).resources.map(\.id) == [pool.id])

                    let relabelled = try await client.nodePools.update(.id(pool.id), labels: Labels())
                    #expect(!relabelled.changed, "there were no labels to take away")
                    let respecified = try await client.nodePools.update(
                        poolName, spec: Array(#"{"replicas":2}"#.utf8),
                        preconditions: Preconditions(ifResourceVersion: pool.resourceVersion))
                    #expect(respecified.changed && respecified.resource.generation == 2)

                    let target = ReportTarget(kind: .nodePool, reference: poolName)
                    let answer = try await client.adapterStatuses.report(
                        Self.report("validation", generation: 2, ["Available", "Applied", "Health"]), on: target)
                    #expect(answer.outcome == .applied)
                    #expect(answer.conditions.first?.type == "Reconciled" && answer.conditions.first?.status == true)
                    #expect(try await client.adapterStatuses.list(of: target).map(\.adapter) == ["validation"])

                    #expect(try await client.clusters.delete(name).outcome == .marked)
                    let end = try await client.adapterStatuses.report(
                        Self.report("validation", generation: 3, ["Available", "Applied", "Health", "Finalized"]),
                        on: target)
                    #expect(end.outcome == .resourceRemoved)
                    await #expect(throws: RPCError.self) { try await client.nodePools.get(.id(pool.id)) }
                }
            }
        }

        @Test("hfctl is told of several servers, the first of them dead: the next one serves, however they are named")
        func firstServerDead() async throws {
            try await withServer { server in
                let dead = ["unix:\(server.folder.path)/nobody", "unix:\(server.folder.path)/no-one"]
                let live = server.tcp.description
                let list = (dead + [live]).joined(separator: ",")
                _ = try await server.json("create", "cluster", "prod", "--spec", "-", input: #"{"region":"north"}"#)
                let runs = [
                    try await ProgramRun.run(
                        "hfctl", ["get", "cluster", "prod", "--server", dead[0], "--server", live]),
                    try await ProgramRun.run("hfctl", ["get", "cluster", "prod", "--server", list]),
                    try await ProgramRun.run(
                        "hfctl", ["list", "clusters", "--all"], environment: ["HYPERFLEET_SERVER": list]),
                ]
                for run in runs {
                    #expect(run.exitCode == 0, "\(run.errors)")
                    #expect(run.output.contains("prod"))
                }
            }
        }

        @Test("A closed client is unavailable, and running it ends")
        func closed() async throws {
            try await withServer { server in
                let client = FleetClient(address: server.unix)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await client.run() }
                    _ = try await client.health.check()
                    await client.close()
                    try await group.waitForAll()
                }
                let error = await #expect(throws: RPCError.self) { try await client.health.check() }
                #expect(error?.code == .unavailable)
                #expect(error?.processed == .no)
            }
        }

        @Test("What a call may take ends it with DEADLINE_EXCEEDED")
        func timeout() async throws {
            let silence = try SilentServer()
            let address = try #require(RPCAddress(silence.address))
            try await withHyperFleetClient(address: address) { client in
                let error = await #expect(throws: RPCError.self) {
                    try await client.health.check(options: CallOptions(timeout: .milliseconds(200)))
                }
                #expect(error?.code == .deadlineExceeded)
            }
        }

        private static func report(_ adapter: String, generation: Int64, _ types: [String]) -> Report {
            let conditions = types.map { type in
                AdapterCondition(
                    type: type, status: .isTrue, reason: "", message: "",
                    lastTransitionTime: Timestamp(microseconds: 0))
            }
            return Report(adapter: adapter, observedGeneration: generation, conditions: conditions)
        }
    }
}

import HyperFleetClient
import HyperFleetTesting
import TestSupport
import Testing

/// The main way through every room, over a real socket and a real database.
@Suite("A server and its client")
struct FleetServerTests {
    @Test("A cluster is created, read, listed, changed and removed", arguments: [false, true])
    func lifeOfACluster(overUnixSocket: Bool) async throws {
        let scratch = try ScratchFile("", name: "none")
        var options = TestServerOptions(clusterAdapters: [], nodePoolAdapters: [])
        if overUnixSocket { options.listen = [.unix(path: scratch.sibling("api.sock"))] }
        try await withFleetServer(options) { client, _ in
            let made = try await client.clusters.create(
                name: "production", labels: Labels(["env": "prod"]), spec: bytes(#"{"region": "a", "size": 1.10}"#))
            #expect(made.generation == 1 && made.resourceVersion == 1 && made.deletedTime == nil)
            #expect(made.createdBy.isEmpty == false)

            let byName = try await client.clusters.get(.name("production", owner: nil))
            #expect(byName.id == made.id)
            #expect(String(decoding: byName.spec.bytes, as: UTF8.self).contains("1.10"))
            #expect(byName.labels == Labels(["env": "prod"]))

            let page = try await client.clusters.listPage(PageRequest(wantsTotal: true))
            #expect(page.resources.map(\.id) == [made.id] && page.total == 1 && page.nextPageToken.isEmpty)

            let changed = try await client.clusters.update(.id(made.id), spec: bytes(#"{"region": "b"}"#))
            #expect(changed.changed && changed.resource.generation == 2)
            let same = try await client.clusters.update(.id(made.id), spec: bytes(#"{ "region":"b" }"#))
            #expect(!same.changed && same.resource.generation == 2)
            let labelled = try await client.clusters.update(.id(made.id), labels: Labels(["env": "test"]))
            #expect(labelled.changed && labelled.resource.generation == 2)

            let removed = try await client.clusters.delete(.id(made.id))
            #expect(removed.outcome == .removed)
            let error = await #expect(throws: RPCError.self) { try await client.clusters.get(.id(made.id)) }
            #expect(error?.code == .notFound)
        }
    }

    @Test("A delete waits for the adapters, and goes to the node pools")
    func deleteWithAdapters() async throws {
        try await withFleetServer(TestServerOptions(clusterAdapters: ["dns"], nodePoolAdapters: ["dns"])) {
            client, _ in
            let cluster = try await client.clusters.create(name: "production", spec: bytes("{}"))
            let pool = try await client.nodePools.create(in: .id(cluster.id), name: "workers", spec: bytes("{}"))
            #expect(pool.owner == cluster.id)
            let pools = try await client.nodePools.listPage(in: .name("production", owner: nil))
            #expect(pools.resources.map(\.id) == [pool.id])

            let marked = try await client.clusters.delete(.id(cluster.id))
            #expect(marked.outcome == .marked)
            #expect(marked.resource?.generation == 2)
            let markedPool = try await client.nodePools.get(.id(pool.id))
            #expect(markedPool.isMarked)
        }
    }

    @Test("A report is kept, listed, and makes the cluster reconciled")
    func reports() async throws {
        try await withFleetServer(TestServerOptions(clusterAdapters: ["dns"])) { client, _ in
            let cluster = try await client.clusters.create(name: "production", spec: bytes("{}"))
            #expect(cluster.conditions.first { $0.type == "Reconciled" }?.status == false)
            let target = ReportTarget(kind: .cluster, reference: .id(cluster.id))
            let answer = try await client.adapterStatuses.report(
                Report(adapter: "dns", observedGeneration: 1, conditions: AdapterConditions.allGood), on: target)
            #expect(answer.outcome == .applied)
            #expect(answer.conditions.first { $0.type == "Reconciled" }?.status == true)
            let statuses = try await client.adapterStatuses.list(of: target)
            #expect(statuses.map(\.adapter) == ["dns"])
            #expect(statuses.first?.conditions.count == AdapterConditions.allGood.count)
            let read = try await client.clusters.get(.id(cluster.id))
            #expect(read.conditions.first { $0.type == "Reconciled" }?.status == true)
        }
    }

    @Test(
        "A caller is who the server's table says of its token, and a wrong one is refused",
        arguments: [TestServerOptions.Transport.sockets, .inProcess])
    func tokens(_ transport: TestServerOptions.Transport) async throws {
        // The SHA-256 of `secret-of-ci`, by sha256sum.
        let table = try ScratchFile(
            "ci 8070ed5cbb72fe832fe5a6afc19a5a810ae1ed0cbf4403892fdb5e35e29ff0c5\n", name: "tokens")
        for (token, code) in [("secret-of-ci", nil), ("secret-of-nobody", StatusCode.unauthenticated)] {
            let file = try ScratchFile(token + "\n", name: "token")
            var options = TestServerOptions(transport: transport, settings: ["server.token-file": table.path])
            options.client.tokenFile = file.path
            try await withFleetServer(options) { client, _ in
                do throws(RPCError) {
                    let made = try await client.clusters.create(name: "production", spec: bytes("{}"))
                    #expect(made.createdBy == "ci")
                    #expect(code == nil)
                } catch {
                    #expect(error.code == code && error.processed == .no)
                }
            }
        }
    }

    @Test("Health says that it serves, and which version")
    func health() async throws {
        try await withFleetServer { client, _ in
            let health = try await client.health.check()
            #expect(health.isServing && !health.version.isEmpty)
            let service = try await client.health.check(service: "hyperfleet.v1.ClusterService")
            #expect(service.isServing)
            let error = await #expect(throws: RPCError.self) { try await client.health.check(service: "none") }
            #expect(error?.code == .notFound)
        }
    }

    @Test("Many calls run at the same time, on one connection")
    func manyCalls() async throws {
        try await withFleetServer { client, _ in
            let names = (0..<200).map { "cluster-\($0)" }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in names {
                    group.addTask { _ = try await client.clusters.create(name: name, spec: bytes("{}")) }
                }
                try await group.waitForAll()
            }
            var found: Set<String> = []
            for try await cluster in client.clusters.list(pageSize: 7) { found.insert(cluster.name) }
            #expect(found == Set(names))
        }
    }

    @Test("Without a bench server, nobody echoes")
    func noEcho() async throws {
        try await withFleetServer { client, _ in
            let error = await #expect(throws: RPCError.self) { try await client.bench.echo([1, 2, 3]) }
            #expect(error?.code == .unimplemented)
            #expect(error?.reason == "HYPERFLEET-NTF-000")
        }
        var options = TestServerOptions()
        options.servesBench = true
        try await withFleetServer(options) { client, _ in
            let answer = try await client.bench.echo([1, 2, 3])
            #expect(answer == [1, 2, 3])
        }
    }
}

/// The bytes of a text.
func bytes(_ text: String) -> [UInt8] {
    Array(text.utf8)
}

/// Conditions as an adapter reports them.
enum AdapterConditions {
    /// Everything is as it should be.
    static let allGood = ["Available", "Applied", "Health"].map { type in
        AdapterCondition(
            type: type, status: .isTrue, reason: "Done", message: "", lastTransitionTime: Timestamp(microseconds: 0))
    }
}

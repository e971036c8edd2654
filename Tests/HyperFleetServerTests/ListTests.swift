import HyperFleetClient
import HyperFleetProto
import HyperFleetTesting
import TestSupport
import Testing

/// Lists in other orders, streamed lists, many at once and trees, over the wire.
@Suite("Lists")
struct ListTests {
    private let options = TestServerOptions(clusterAdapters: ["dns"], nodePoolAdapters: ["np"])

    private func make(_ count: Int, in client: FleetClient) async throws -> [Resource] {
        var made: [Resource] = []
        for number in 0..<count {
            made.append(
                try await client.clusters.create(
                    name: "cluster-\(number)", labels: Labels(["odd": "\(number % 2)"]),
                    spec: bytes(#"{"number":\#(number)}"#)))
        }
        return made
    }

    private func collect(
        _ stream: AnswerStream<StreamPart>
    ) async throws -> (names: [String], parts: [StreamPart]) {
        var parts: [StreamPart] = []
        for try await part in stream { parts.append(part) }
        return (parts.flatMap(\.resources).map(\.name), parts)
    }

    @Test("A stream has everything once, in order, and ends with its count and its snapshot")
    func stream() async throws {
        try await withFleetServer(options) { client, _ in
            let made = try await make(25, in: client)
            let newest = try await collect(try await client.clusters.stream(PageRequest(size: 7)))
            #expect(newest.names == made.map(\.name).reversed())
            #expect(newest.parts.dropLast().allSatisfy { $0.end == nil && $0.resources.count <= 7 })
            let end = try #require(newest.parts.last?.end)
            #expect(end.count == 25)
            #expect(!end.snapshot.isEmpty)
            let named = try await collect(
                try await client.clusters.stream(
                    PageRequest(size: 3, selector: "odd=1", order: "name desc")))
            #expect(
                named.names
                    == made.map(\.name).filter { $0.last?.wholeNumberValue.map { $0 % 2 == 1 } ?? false }
                    .sorted(by: >))
            let none = try await collect(try await client.clusters.stream(PageRequest(search: "name = 'none'")))
            #expect(none.parts.map(\.end?.count) == [0])
        }
    }

    @Test("A page tells its plan instead of its items, and a stream has none")
    func plan() async throws {
        try await withFleetServer(options) { client, _ in
            let made = try await make(3, in: client)
            let plain = try await client.clusters.listPage(PageRequest(wantsPlan: true))
            #expect(plain.resources.isEmpty && plain.nextPageToken.isEmpty)
            #expect(plain.plan.contains("clusters_active_newest"))
            let search = PageRequest(search: "name like 'cluster-1%'", order: "name", wantsPlan: true)
            let named = try await client.clusters.listPage(search)
            #expect(named.plan.contains("clusters_active_name"))
            #expect(!named.plan.contains("actual time"))
            let pools = PageRequest(search: "labels.env = 'prod'", wantsPlan: true)
            #expect(try await client.nodePools.listPage(in: .id(made[0].id), pools).plan.contains("node_pools"))
            #expect(try await client.clusters.listPage(PageRequest()).plan.isEmpty)
            let error = await #expect(throws: RPCError.self) {
                for try await _ in try await client.clusters.stream(PageRequest(wantsPlan: true)) {}
            }
            #expect(error?.violations.map(\.field) == ["page.want_plan"])
        }
    }

    @Test("What is created and deleted meanwhile is not in the stream's snapshot")
    func snapshot() async throws {
        try await withFleetServer(options) { client, _ in
            let made = try await make(9, in: client)
            var names: [String] = []
            for try await part in try await client.clusters.stream(PageRequest(size: 2, order: "name")) {
                if names.isEmpty {
                    _ = try await client.clusters.create(name: "a-newcomer", spec: bytes("{}"))
                    _ = try await client.clusters.create(name: "z-newcomer", spec: bytes("{}"))
                    _ = try await client.clusters.delete(.id(made[8].id))
                }
                names += part.resources.map(\.name)
            }
            #expect(names == made.map(\.name).sorted())
        }
    }

    @Test("A stream that nobody reads is cut, tells where to go on, and the rest follows there")
    func cut() async throws {
        var options = options
        options.settings = ["lists.stall-timeout": "200ms"]
        try await withFleetServer(options) { client, _ in
            // More than the windows of stream and connection hold, so that the server has to wait.
            let filler = String(repeating: "x", count: 200_000)
            for number in 0..<40 {
                _ = try await client.clusters.create(
                    name: "cluster-\(number)", spec: bytes(#"{"filler":"\#(filler)"}"#))
            }
            let (first, cut) = try await read(client, token: "") { names in
                if names.isEmpty { try await waitUntilOneStreamIsCut(client) }
            }
            let error = try #require(cut)
            #expect(error.code == .aborted)
            #expect(error.reason == "HYPERFLEET-SVC-004")
            var names = first
            var token = error.details["page_token"]
            // On a machine with much else to do, the rest may be cut as well.
            while let next = token {
                let (more, cut) = try await read(client, token: next) { _ in }
                names += more
                token = cut?.details["page_token"]
            }
            #expect(names == (0..<40).reversed().map { "cluster-\($0)" })
        }
    }

    /// What a stream gives until it ends or is cut.
    private func read(
        _ client: FleetClient, token: String, beforeEach wait: ([String]) async throws -> Void
    ) async throws -> (names: [String], cut: RPCError?) {
        var names: [String] = []
        do {
            for try await part in try await client.clusters.stream(PageRequest(size: 1, token: token)) {
                try await wait(names)
                names += part.resources.map(\.name)
            }
            return (names, nil)
        } catch let error as RPCError where error.code == .aborted {
            return (names, error)
        }
    }

    private func waitUntilOneStreamIsCut(_ client: FleetClient) async throws {
        try await waitUntil("the server has cut the stream") {
            let answer: ServerStatusResponse = try await client.caller.call(
                ServerMethods.status, ServerStatusRequest(), options: CallOptions())
            let stream = answer.status.methods.first(where: { $0.name == ClusterMethods.stream.path })
            return stream?.handled.contains { $0.name == "ABORTED" } == true
        }
    }

    @Test("A fifth stream waits for one of four, and gets its turn")
    func bounded() async throws {
        try await withFleetServer(options) { client, _ in
            _ = try await make(6, in: client)
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await self.collect(try await client.clusters.stream(PageRequest(size: 2))).names.count
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(counts == Array(repeating: 6, count: 12))
        }
    }

    @Test("A stream that is left gives its connection back")
    func left() async throws {
        try await withFleetServer(options) { client, _ in
            _ = try await make(6, in: client)
            for _ in 0..<10 {
                for try await _ in try await client.clusters.stream(PageRequest(size: 1)) { break }
            }
            #expect(try await collect(try await client.clusters.stream()).names.count == 6)
        }
    }

    @Test("A stream has no pages and counts by itself")
    func refusals() async throws {
        try await withFleetServer(options) { client, _ in
            for page in [PageRequest(number: 2), PageRequest(wantsTotal: true), PageRequest(order: "nope")] {
                let error = await #expect(throws: RPCError.self) {
                    _ = try await collect(try await client.clusters.stream(page))
                }
                #expect(error?.code == .invalidArgument)
            }
            let missing = await #expect(throws: RPCError.self) {
                _ = try await collect(try await client.nodePools.stream(in: .id(ResourceID(high: 1, low: 1))))
            }
            #expect(missing?.code == .notFound)
        }
    }

    @Test("Fields that are not asked for are not sent")
    func fields() async throws {
        try await withFleetServer(options) { client, _ in
            let made = try await make(2, in: client)
            let pool = try await client.nodePools.create(in: .id(made[0].id), name: "pool", spec: bytes("{}"))
            let page = try await client.clusters.listPage(
                PageRequest(order: "name", fields: ["name, labels", "status.conditions.reason"]))
            #expect(page.isPartial)
            let first = try #require(page.resources.first)
            #expect(first.id == made[0].id)
            #expect(first.name == "cluster-0")
            #expect(first.labels.entries["odd"] == "0")
            #expect(first.spec.bytes.isEmpty)
            #expect(first.generation == 0)
            #expect(first.conditions.first?.reason == "ReconciledMissingAdapters")
            #expect(first.conditions.first?.message.isEmpty == true)
            let pools = try await client.nodePools.listPage(PageRequest(fields: ["name"]))
            #expect(pools.resources.map(\.id) == [pool.id])
            #expect(pools.resources.first?.owner == nil)
            let streamed = try await collect(try await client.clusters.stream(PageRequest(fields: ["name"])))
            #expect(streamed.parts.first?.isPartial == true)
            #expect(streamed.parts.first?.resources.first?.spec.bytes.isEmpty == true)
        }
    }

    @Test("Many at once are answered each for itself, in their order")
    func many() async throws {
        try await withFleetServer(options) { client, _ in
            let made = try await make(3, in: client)
            let unknown = ResourceID(high: 5, low: 6)
            let results = try await client.clusters.getMany([
                .name("cluster-2", owner: nil), .id(unknown), .id(made[0].id), .name("absent", owner: nil),
                .id(made[0].id), .name("cluster-2", owner: nil),
            ])
            let words = results.map { result in
                switch result {
                case .success(let resource): resource.name
                case .failure(let error): error.reason
                }
            }
            #expect(
                words == [
                    "cluster-2", "HYPERFLEET-NTF-001", "cluster-0", "HYPERFLEET-NTF-001", "cluster-0", "cluster-2",
                ])
            let pool = try await client.nodePools.create(in: .id(made[1].id), name: "pool", spec: bytes("{}"))
            let pools = try await client.nodePools.getMany([
                .name("pool", owner: .name("cluster-1", owner: nil)), .name("pool", owner: nil), .id(pool.id),
            ])
            #expect(pools.map { (try? $0.get())?.id } == [pool.id, nil, pool.id])
            #expect(try await client.clusters.getMany([]).isEmpty)
        }
    }

    @Test("More than an answer holds is asked for again")
    func manyLarge() async throws {
        try await withFleetServer(options) { client, _ in
            let filler = String(repeating: "x", count: 250_000)
            var ids: [ResourceReference] = []
            for number in 0..<20 {
                let made = try await client.clusters.create(
                    name: "cluster-\(number)", spec: bytes(#"{"filler":"\#(filler)"}"#))
                ids.append(.id(made.id))
            }
            let results = try await client.clusters.getMany(ids)
            #expect(try results.map { try $0.get().name } == (0..<20).map { "cluster-\($0)" })
        }
    }

    @Test("A tree has the cluster, its node pools and every report")
    func tree() async throws {
        try await withFleetServer(options) { client, _ in
            let cluster = try await make(2, in: client)[0]
            for number in 0..<5 {
                let pool = try await client.nodePools.create(
                    in: .id(cluster.id), name: "pool-\(number)", spec: bytes("{}"))
                try await report("np", on: .nodePool, pool.id, client)
            }
            try await report("dns", on: .cluster, cluster.id, client)
            try await report("extra", on: .cluster, cluster.id, client)
            let whole = try await client.clusters.tree(.name("cluster-0", owner: nil))
            #expect(whole.cluster.id == cluster.id)
            #expect(whole.cluster.conditions[0].status)
            #expect(whole.statuses.map(\.adapter) == ["dns", "extra"])
            #expect(whole.nodePools.map(\.nodePool.name) == (0..<5).reversed().map { "pool-\($0)" })
            #expect(whole.nodePools.allSatisfy { $0.statuses.map(\.adapter) == ["np"] })
            #expect(whole.nextPageToken.isEmpty)
            let first = try await client.clusters.tree(.id(cluster.id), pageSize: 3)
            let second = try await client.clusters.tree(.id(cluster.id), pageToken: first.nextPageToken)
            #expect((first.nodePools + second.nodePools).map(\.nodePool.id) == whole.nodePools.map(\.nodePool.id))
            let other = await #expect(throws: RPCError.self) {
                _ = try await client.clusters.tree(.name("cluster-1", owner: nil), pageToken: first.nextPageToken)
            }
            #expect(other?.violations.map(\.field) == ["page.page_token"])
            let missing = await #expect(throws: RPCError.self) {
                try await client.clusters.tree(.id(ResourceID(high: 1, low: 1)))
            }
            #expect(missing?.code == .notFound)
        }
    }

    private func report(
        _ adapter: String, on kind: ResourceKind, _ id: ResourceID, _ client: FleetClient
    ) async throws {
        let conditions = ["Available", "Applied", "Health"].map {
            AdapterCondition(type: $0, status: .isTrue, reason: "", message: "", lastTransitionTime: .now)
        }
        _ = try await client.adapterStatuses.report(
            Report(adapter: adapter, observedGeneration: 1, conditions: conditions),
            on: ReportTarget(kind: kind, reference: .id(id)))
    }
}

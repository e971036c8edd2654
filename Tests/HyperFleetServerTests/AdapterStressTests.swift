import HyperFleetClient
import HyperFleetTesting
import Testing

@Suite("Many adapters at once")
struct AdapterStressTests {
    private static let adapters = (0..<50).map { "adapter-\($0)" }

    private func report(_ adapter: String, _ generation: Int64, finalized: Bool = false) -> Report {
        let types = ["Available", "Applied", "Health"] + (finalized ? ["Finalized"] : [])
        return Report(
            adapter: adapter, observedGeneration: generation,
            conditions: types.map {
                AdapterCondition(type: $0, status: .isTrue, reason: "", message: "", lastTransitionTime: .now)
            })
    }

    @Test("Fifty adapters work on one cluster while it is changed and deleted: nothing is lost, and it goes")
    func fiftyAdapters() async throws {
        let options = TestServerOptions(clusterAdapters: Self.adapters, nodePoolAdapters: [])
        try await withFleetServer(options) { client, _ in
            let cluster = try await client.clusters.create(name: "production", spec: bytes("{}"))
            let target = ReportTarget(kind: .cluster, reference: .id(cluster.id))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for adapter in Self.adapters {
                    group.addTask { try await work(adapter, on: cluster.id, target, client) }
                }
                group.addTask {
                    for turn in 1...10 {
                        _ = try await client.clusters.update(
                            .id(cluster.id), spec: bytes(#"{"turn":\#(turn)}"#))
                    }
                    // Every adapter comes to the last generation, and then the cluster is reconciled.
                    while try await !client.clusters.get(.id(cluster.id)).conditions[0].status {
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    let overview = try await client.adapterStatuses.overview(of: target)
                    #expect(overview.statuses.count == Self.adapters.count)
                    #expect(overview.statuses.allSatisfy { $0.observedGeneration == 11 })
                    let deleted = try await client.clusters.delete(.id(cluster.id))
                    #expect(deleted.outcome == .marked && deleted.resource?.generation == 12)
                }
                try await group.waitForAll()
            }
            let gone = await #expect(throws: RPCError.self) { try await client.clusters.get(.id(cluster.id)) }
            #expect(gone?.code == .notFound)
        }
    }

    /// What an adapter does: see the generation, do the work, report; on a marked cluster finalize, until it is gone.
    private func work(
        _ adapter: String, on id: ResourceID, _ target: ReportTarget, _ client: FleetClient
    ) async throws {
        var known: Int64 = 0
        while true {
            do throws(RPCError) {
                let seen = try await client.clusters.get(.id(id))
                guard seen.generation != known else {
                    try? await Task.sleep(for: .milliseconds(20))
                    continue
                }
                let answer = try await client.adapterStatuses.report(
                    report(adapter, seen.generation, finalized: seen.isMarked), on: target)
                guard answer.outcome != .resourceRemoved else { return }
                #expect(answer.outcome == .applied || answer.outcome == .staleGeneration)
                #expect(answer.status?.observedGeneration ?? 0 >= seen.generation)
                known = seen.generation
            } catch {
                guard error.code == .notFound else { throw error }
                return
            }
        }
    }
}

import HyperFleetModel
import HyperFleetPostgresStore
import TestSupport
import Testing

@testable import HyperFleetService

/// Fifty adapters report on one cluster at once, while it is changed and then marked.
@Suite("A storm of reports")
struct AdapterStormTests {
    private static let adapters = (0..<50).map { "adapter-\($0)" }

    @Test("Conditions are what the pure function says of the stored reports, and no applied report is missing")
    func storm() async throws {
        try await TestFleet.run(cluster: Self.adapters) { fleet in
            let cluster = try await fleet.createCluster()
            let log = ProgramLog()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for adapter in Self.adapters {
                    group.addTask { for _ in 0..<8 { try await report(adapter, on: cluster, fleet, log) } }
                }
                group.addTask {
                    for turn in 1...6 { _ = try await fleet.update(cluster, spec: #"{"turn":\#(turn)}"#) }
                    _ = try await fleet.delete(cluster)
                }
                try await group.waitForAll()
            }
            let stored = try #require(try await fleet.stored(cluster))
            #expect(stored.generation == 8)
            #expect(stored.isMarked)
            let statuses = try await fleet.statuses(cluster)
            for (adapter, generation) in log.reports(of: cluster.id) {
                let kept = statuses.first { $0.adapter == adapter }?.observedGeneration ?? 0
                #expect(kept >= generation, "\(adapter)")
            }
            #expect(
                stored.conditions
                    == StatusAggregation.conditions(
                        of: stored, statuses: statuses, requiredAdapters: Self.adapters, hasChildren: false))
            #expect(fleet.store.conflicts.value == 0)
            #expect(
                try fleet.psql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == "0")
        }
    }

    /// Reports what the adapter sees of the cluster.
    private func report(_ adapter: String, on cluster: Resource, _ fleet: TestFleet, _ log: ProgramLog) async throws {
        guard let seen = try await fleet.stored(cluster) else { return }
        let answer = try await fleet.report(cluster, .sample(adapter: adapter, observedGeneration: seen.generation))
        switch answer.outcome {
        case .applied: log.applied(cluster.id, adapter, generation: seen.generation)
        case .staleGeneration, .unchanged: break
        case let other: Issue.record("\(adapter): \(other)")
        }
    }
}

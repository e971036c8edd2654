import HyperFleetModel
import HyperFleetPostgresStore
import HyperFleetService
import Testing

@Suite("After a change of the kinds' settings, what is stored follows")
struct FleetServiceSweepTests {
    private func sweepAll(_ service: FleetService) async throws -> Int {
        try await service.beginSweep()
        var count = 0
        while case .advanced(let more) = try await service.sweepStep() { count += more }
        #expect(try await service.sweepStep() == .finished)
        return count
    }

    @Test func conditionsAndRemovalsFollow() async throws {
        try await TestFleet.run(cluster: ["dns"], nodePool: ["np"]) { fleet in
            let cluster = try await fleet.createCluster()
            _ = try await fleet.report(cluster, .sample(adapter: "dns"))
            let pool = try await fleet.createNodePool(of: cluster)
            let waiting = try await fleet.createCluster("waiting")
            let last = try await fleet.createNodePool(of: waiting)
            _ = try await fleet.delete(waiting)
            let finalized = Report.sample(
                adapter: "dns", observedGeneration: 2, conditions: AdapterCondition.samples(finalized: .isTrue))
            _ = try await fleet.report(waiting, finalized)

            #expect(try await sweepAll(fleet.service) == 4)
            let before = try #require(try await fleet.stored(cluster))
            #expect(before.conditions[0].status)
            #expect(before.resourceVersion == 2)

            // Node pools wait for nobody now, and clusters for one more.
            fleet.service.adopt(try KindSettings(clusterAdapters: ["dns", "validation"], nodePoolAdapters: []))
            #expect(try await sweepAll(fleet.service) == 4)
            let after = try #require(try await fleet.stored(cluster))
            #expect(!after.conditions[0].status)
            #expect(after.conditions.map(\.type) == ["Reconciled", "LastKnownReconciled", "DnsSuccessful"])
            #expect(after.conditions[0].reason == "ReconciledMissingAdapters", "\(after.conditions[0])")
            #expect(after.generation == 1 && after.resourceVersion == 3 && after.updatedTime == before.updatedTime)
            #expect(try await fleet.stored(pool)?.conditions[0].reason == "NoRequiredAdapters")
            #expect(try await fleet.stored(last) == nil)
            #expect(try await fleet.stored(waiting)?.isMarked == true)

            fleet.service.adopt(try KindSettings(clusterAdapters: ["dns"], nodePoolAdapters: []))
            _ = try await sweepAll(fleet.service)
            #expect(try await fleet.stored(waiting) == nil)
        }
    }

    @Test func itGoesOnWhereAnotherServerStopped() async throws {
        try await TestFleet.run { fleet in
            for number in 0..<120 { try await fleet.createCluster("prod\(number)") }
            try await fleet.service.beginSweep()
            #expect(try await fleet.service.sweepStep() == .advanced(0))
            #expect(try await fleet.service.sweepStep() == .advanced(50))
            let other = try await fleet.service(cluster: ["dns"], nodePool: ["np"])
            // The same settings: nothing begins anew.
            try await other.beginSweep()
            #expect(try await other.sweepStep() == .advanced(50))
            #expect(try await fleet.service.sweepStep() == .advanced(20))
            #expect(try await other.sweepStep() == .finished)
            // Other settings begin anew, and end what the former ones had left.
            let newer = try await fleet.service(cluster: ["dns", "more"], nodePool: ["np"])
            try await newer.beginSweep()
            #expect(try await fleet.service.sweepStep() == .superseded)
            #expect(try await newer.sweepStep() == .advanced(0))
        }
    }

    @Test func oneServerAtATime() async throws {
        try await TestFleet.run { fleet in
            try await fleet.service.beginSweep()
            let step = try await fleet.store.sweepStep(settingsHash: fleet.service.settings.hash, limit: 10) {
                (_, _) async throws(ServiceError) in
                #expect(try await fleet.service.sweepStep() == .elsewhere)
            }
            #expect(step == .advanced(0))
        }
    }

    @Test func hashesTellSettingsApart() throws {
        let hashes = try [
            KindSettings(clusterAdapters: ["a", "b"], nodePoolAdapters: []),
            KindSettings(clusterAdapters: ["b", "a"], nodePoolAdapters: []),
            KindSettings(clusterAdapters: ["a"], nodePoolAdapters: ["b"]),
            KindSettings(clusterAdapters: ["a"], nodePoolAdapters: ["b"], nodePoolPolicy: .restrict),
        ].map(\.hash)
        #expect(Set(hashes).count == 4)
        #expect(hashes.allSatisfy { $0.count == 16 })
        #expect(try KindSettings(clusterAdapters: ["a", "b"], nodePoolAdapters: []).hash == hashes[0])
    }
}

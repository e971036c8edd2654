import HyperFleetModel
import HyperFleetPostgresStore
import HyperFleetService
import Testing

@Suite("Many reports in one call")
struct FleetServiceReportManyTests {
    private func target(_ resource: Resource) -> ReportTarget {
        ReportTarget(kind: resource.kind, reference: .id(resource.id))
    }

    private func words(_ results: [Result<ReportAnswer, ServiceError>]) -> [String] {
        results.map { result in
            switch result {
            case .success(let answer): answer.outcome.rawValue
            case .failure(let error): error.reason.rawValue
            }
        }
    }

    @Test func aBadOneHarmsNoOther() async throws {
        try await TestFleet.run(cluster: ["dns", "validation"]) { fleet in
            let cluster = try await fleet.createCluster()
            let pool = try await fleet.createNodePool(of: cluster)
            var future = Report.sample(adapter: "validation", observedGeneration: 9)
            future.observedGeneration = 9
            let results = try await fleet.service.reportMany([
                (target(cluster), .sample(adapter: "dns")),
                (target(cluster), .sample(adapter: "Bad Name")),
                (ReportTarget(kind: .cluster, reference: .id(.make())), .sample(adapter: "dns")),
                (target(pool), .sample(adapter: "np")),
                (ReportTarget(kind: .cluster, reference: .name("prod", owner: nil)), future),
                (target(cluster), .sample(adapter: "validation")),
                (ReportTarget(kind: .cluster, reference: .name("none", owner: nil)), future),
            ])
            #expect(
                words(results) == [
                    "APPLIED", "HYPERFLEET-VAL-000", "HYPERFLEET-NTF-001", "APPLIED", "FUTURE_GENERATION", "APPLIED",
                    "HYPERFLEET-NTF-001",
                ])
            let stored = try #require(try await fleet.stored(cluster))
            #expect(stored.conditions[0].status)
            #expect(try await fleet.stored(pool)?.conditions[0].status == true)
            #expect(try results[5].get().resourceVersion == stored.resourceVersion)
        }
    }

    @Test func thoseAboutOneResourceAreStoredInTheirOrderByOneTransaction() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            let before = try fleet.psql("SELECT xmin FROM clusters")
            let results = try await fleet.service.reportMany([
                (target(cluster), .sample(adapter: "dns", conditions: AdapterCondition.samples(available: .isFalse))),
                (target(cluster), .sample(adapter: "other")),
                (target(cluster), .sample(adapter: "dns")),
            ])
            #expect(words(results) == ["APPLIED", "APPLIED", "APPLIED"])
            let stored = try #require(try await fleet.stored(cluster))
            #expect(stored.conditions[0].status)
            #expect(try results[2].get().conditions == stored.conditions)
            #expect(try fleet.psql("SELECT xmin FROM clusters") != before)
            #expect(try fleet.psql("SELECT count(DISTINCT xmin::text) FROM adapter_statuses") == "1")
            #expect(try fleet.psql("SELECT DISTINCT s.xmin = c.xmin FROM adapter_statuses s, clusters c") == "t")
        }
    }

    @Test func whatFollowsTheRemovalOfItsResourceFindsNothing() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            _ = try await fleet.delete(cluster)
            let finalized = Report.sample(
                adapter: "dns", observedGeneration: 2, conditions: AdapterCondition.samples(finalized: .isTrue))
            let results = try await fleet.service.reportMany([
                (target(cluster), finalized), (target(cluster), .sample(adapter: "other", observedGeneration: 2)),
            ])
            #expect(words(results) == ["RESOURCE_REMOVED", "HYPERFLEET-NTF-001"])
            #expect(try await fleet.stored(cluster) == nil)
        }
    }

    @Test func aReportMayNameTheStateThatItIsAbout() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            var report = Report.sample(adapter: "dns")
            report.preconditions = Preconditions(ifGeneration: 2)
            let stale = report
            let refused = try await refusal { _ = try await fleet.report(cluster, stale) }
            #expect(refused?.reason == .versionConflict)
            report.preconditions = Preconditions(ifResourceVersion: 1, ifGeneration: 1)
            #expect(try await fleet.report(cluster, report).outcome == .applied)
        }
    }

    @Test func noneAndTooManyAreRefused() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            for count in [0, 1_001] {
                let refused = try await refusal {
                    _ = try await fleet.service.reportMany(
                        Array(repeating: (target(cluster), .sample(adapter: "dns")), count: count))
                }
                #expect(refused?.violations.map(\.field) == ["reports"])
            }
        }
    }
}

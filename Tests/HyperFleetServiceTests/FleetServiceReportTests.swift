import HyperFleetModel
import HyperFleetPostgresStore
import HyperFleetService
import Testing

@Suite struct FleetServiceReportTests {
    @Test func reportsAreKeptOnePerAdapterAndFollowedByConditions() async throws {
        try await TestFleet.run(cluster: ["dns", "validation"]) { fleet in
            let cluster = try await fleet.createCluster()
            let first = try await fleet.report(cluster, .sample(adapter: "dns", data: #"{"zone":"z"}"#))
            #expect(first.outcome == .applied)
            #expect(first.conditions[0].status == false)
            let second = try await fleet.report(cluster, .sample(adapter: "validation"))
            #expect(second.conditions[0].status)
            #expect(second.conditions.map(\.type).suffix(2) == ["DnsSuccessful", "ValidationSuccessful"])
            let stored = try #require(try await fleet.stored(cluster))
            #expect(stored.conditions == second.conditions)
            #expect(stored.resourceVersion == second.resourceVersion)
            #expect(stored.updatedBy == "maker")
            #expect(try await fleet.statuses(cluster).map(\.adapter) == ["dns", "validation"])
            let updated = try await fleet.update(cluster, spec: #"{"a":1}"#)
            #expect(updated.resource.conditions[0].status == false)
            #expect(updated.resource.conditions[1].status)
        }
    }

    @Test func aRepeatedReportChangesNothing() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            let report = Report.sample(observedTime: Timestamp.now.advanced(by: .seconds(-10)))
            let first = try await fleet.report(cluster, report)
            let second = try await fleet.report(cluster, report)
            #expect(first.outcome == .applied && second.outcome == .unchanged)
            #expect(second.resourceVersion == first.resourceVersion)
            #expect(second.status?.lastReportTime == report.observedTime)
            var other = report
            other.conditions[0].reason = "Other"
            let third = try await fleet.report(cluster, other)
            #expect(third.outcome == .applied)
            #expect(third.status?.conditions[0].lastTransitionTime == first.status?.conditions[0].lastTransitionTime)
            other.observedTime = report.observedTime?.advanced(by: .seconds(-1))
            #expect(try await fleet.report(cluster, other).outcome == .staleTime)
            other.observedGeneration = 2
            #expect(try await fleet.report(cluster, other).outcome == .futureGeneration)
        }
    }

    @Test("A repeated report is answered while another transaction holds the resource", .timeLimit(.minutes(2)))
    func aRepetitionWaitsForNoLock() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            let nodePool = try await fleet.createNodePool(of: cluster)
            for resource in [cluster, nodePool] {
                let adapter = resource.kind == .cluster ? "dns" : "np"
                let report = Report.sample(
                    adapter: adapter, observedTime: Timestamp.now.advanced(by: .seconds(-10)))
                let first = try await fleet.report(resource, report)
                let service = fleet.service
                let target = ReportTarget(kind: resource.kind, reference: .id(resource.id))
                let second = try await fleet.store.withTransaction(on: resource.id) {
                    (transaction) async throws(ServiceError) -> ReportAnswer in
                    guard let locked = try? await transaction.lock(resource.kind, id: resource.id) else {
                        throw ServiceError(.internalError, "the row is not there")
                    }
                    #expect(locked.statuses.map(\.adapter) == [adapter])
                    return try await service.report(target, report)
                }
                #expect(first.outcome == .applied && second.outcome == .unchanged)
                #expect(second.status?.lastReportTime == report.observedTime)
                #expect(second.generation == 1 && second.resourceVersion == first.resourceVersion)
                #expect(second.conditions == first.conditions && second.resourceID == resource.id)
            }
        }
    }

    @Test func manyAdaptersAtOnceAreAllHeard() async throws {
        let adapters = (0..<20).map { "adapter\($0)" }
        try await TestFleet.run(cluster: adapters) { fleet in
            let cluster = try await fleet.createCluster()
            try await withThrowingTaskGroup(of: ReportOutcome.self) { group in
                for adapter in adapters {
                    group.addTask { try await fleet.report(cluster, .sample(adapter: adapter)).outcome }
                }
                for try await outcome in group { #expect(outcome == .applied) }
            }
            let stored = try #require(try await fleet.stored(cluster))
            #expect(stored.conditions.count(where: \.status) == 22)
        }
    }

    @Test func aReportOnNothingIsRefused() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            let missing = try await refusal {
                _ = try await fleet.service.report(
                    ReportTarget(kind: .nodePool, reference: .id(cluster.id)), .sample())
            }
            #expect(missing?.reason == .resourceNotFound)
            let none = try await refusal {
                _ = try await fleet.service.adapterStatuses(
                    ReportTarget(kind: .nodePool, reference: .id(cluster.id)))
            }
            #expect(none?.reason == .resourceNotFound)
        }
    }
}

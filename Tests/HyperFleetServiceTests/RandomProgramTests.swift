import HyperFleetModel
import HyperFleetPostgresStore
import TestSupport
import Testing

@testable import HyperFleetService

/// Many clients do random things to a few resources; a small model of each resource says what must be stored then.
@Suite("Random programs leave what a small model says")
struct RandomProgramTests {
    private static let kept = KeptSeeds("random-programs.txt")

    @Test(.keepingSeeds(in: kept), arguments: kept.seedsToRun)
    func program(seed: UInt64) async throws {
        try await KeptSeeds.$running.withValue(seed) { try await run(seed: seed) }
    }

    private func run(seed: UInt64) async throws {
        try await TestFleet.run(cluster: ["dns", "val"], nodePool: ["np"]) { fleet in
            let log = ProgramLog()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<6 {
                    group.addTask {
                        var random = SeededGenerator(seed: seed &+ UInt64(client) &* 0x9E37_79B9)
                        for _ in 0..<25 { try await step(fleet, log, &random) }
                    }
                }
                try await group.waitForAll()
            }
            try await check(fleet, log, seed: seed)
        }
    }

    /// One random call; refusals of the rules are part of the game, anything else is not.
    private func step(_ fleet: TestFleet, _ log: ProgramLog, _ random: inout SeededGenerator) async throws {
        let resource = log.any(using: &random)
        do throws(ServiceError) {
            switch (Int.random(in: 0..<12, using: &random), resource) {
            case (0, _), (1, nil), (2, nil):
                let name = "c\(Int.random(in: 0..<4, using: &random))"
                let made = try await fleet.service.create(
                    .cluster, owner: nil, name: name + "xx", labels: Labels(["a": "b"]), spec: Array("{}".utf8),
                    caller: "maker")
                log.add(made.resource)
            case (1, let owner?), (2, let owner?):
                guard owner.kind == .cluster else { return }
                let made = try await fleet.service.create(
                    .nodePool, owner: .id(owner.id), name: "p\(Int.random(in: 0..<3, using: &random))xx",
                    labels: Labels(), spec: Array("{}".utf8), caller: "maker")
                log.add(made.resource)
            case (3...5, let resource?):
                let spec = #"{"n":\#(Int.random(in: 0..<3, using: &random))}"#
                let answer = try await fleet.service.update(
                    resource.kind, .id(resource.id), ResourceUpdate(spec: .replace(Array(spec.utf8))),
                    caller: "changer")
                if answer.changed {
                    log.raised(resource.id, to: answer.resource.generation)
                    log.wrote(resource.id, version: answer.resource.resourceVersion)
                }
            case (6...9, let resource?):
                try await report(fleet, log, on: resource, &random)
            case (10, let resource?):
                let answer = try await fleet.service.delete(resource.kind, .id(resource.id), caller: "deleter")
                if answer.outcome == .removed { log.removed(resource.id) }
            case (_, let resource?):
                let answer = try await fleet.service.forceDelete(
                    resource.kind, .id(resource.id), reason: "random", caller: "admin")
                for removed in answer.deletion.removed { log.removed(removed.id) }
            case (_, nil): return
            }
        } catch {
            let refusals: [ErrorReason] = [.alreadyExists, .stateConflict, .resourceNotFound]
            guard refusals.contains(error.reason) else { throw error }
        }
    }

    private func report(
        _ fleet: TestFleet, _ log: ProgramLog, on resource: Resource, _ random: inout SeededGenerator
    ) async throws(ServiceError) {
        let adapters = resource.kind == .cluster ? ["dns", "val", "other"] : ["np", "other"]
        let adapter = adapters[Int.random(in: 0..<adapters.count, using: &random)]
        let seen: Resource
        do {
            guard let stored = try await fleet.stored(resource) else { return }
            seen = stored
        } catch { return }
        let report = Report.sample(
            adapter: adapter, observedGeneration: seen.generation,
            conditions: AdapterCondition.samples(
                available: Bool.random(using: &random) ? .isTrue : .isFalse, finalized: seen.isMarked ? .isTrue : nil))
        let answer = try await fleet.service.report(
            ReportTarget(kind: resource.kind, reference: .id(resource.id)), report)
        switch answer.outcome {
        case .applied: log.applied(resource.id, adapter, generation: seen.generation)
        case .resourceRemoved: log.removed(resource.id)
        default: break
        }
    }

    private func check(_ fleet: TestFleet, _ log: ProgramLog, seed: UInt64) async throws {
        let note = Comment(rawValue: "seed \(seed)")
        #expect(log.sharedVersions.isEmpty, note)
        try await checkVisibility(fleet, log, note)
        for resource in log.all {
            guard let stored = try await fleet.stored(resource) else { continue }
            #expect(!log.isRemoved(resource.id), note)
            // Every generation that somebody was told of is there, and the mark adds one more.
            let told = log.generation(of: resource.id)
            #expect(stored.generation == told + (stored.isMarked ? 1 : 0), note)
            #expect(stored.resourceVersion >= log.version(of: resource.id), note)
            let statuses = try await fleet.statuses(resource)
            for (adapter, generation) in log.reports(of: resource.id) {
                let status = statuses.first { $0.adapter == adapter }
                #expect((status?.observedGeneration ?? 0) >= generation, note)
            }
            try await checkConditions(fleet, stored, statuses, note)
            if stored.isMarked, let owner = stored.owner {
                #expect(try await fleet.store.resource(.cluster, id: owner) != nil, note)
            }
        }
        let removedButThere = try await log.removedIDs.asyncCount { id in
            let cluster = try await fleet.store.resource(.cluster, id: id)
            let pool = try await fleet.store.resource(.nodePool, id: id)
            return cluster != nil || pool != nil
        }
        #expect(removedButThere == 0, note)
        #expect(
            try fleet.psql(
                """
                SELECT count(*) FROM node_pools p JOIN clusters c ON c.id = p.cluster_id
                WHERE c.deleted_at IS NOT NULL AND p.deleted_at IS NULL
                """) == "0", note)
        #expect(
            try fleet.psql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == "0", note)
    }

    /// Lists show what is stored: the active ones, and all where they are asked for.
    private func checkVisibility(_ fleet: TestFleet, _ log: ProgramLog, _ note: Comment) async throws {
        for kind in ResourceKind.allCases {
            var stored: [Resource] = []
            for resource in log.all where resource.kind == kind {
                if let found = try await fleet.stored(resource) { stored.append(found) }
            }
            for showsDeleted in [false, true] {
                let page = try await fleet.service.list(
                    kind, owner: nil, page: PageRequest(size: 1_000, showDeleted: showsDeleted))
                let visible = stored.filter { showsDeleted || !$0.isMarked }.map(\.id)
                #expect(Set(page.resources.map(\.id)) == Set(visible), note)
            }
        }
    }

    /// The stored conditions say what the pure function says of the stored reports.
    private func checkConditions(
        _ fleet: TestFleet, _ stored: Resource, _ statuses: [AdapterStatus], _ note: Comment
    ) async throws {
        let children = try fleet.psql("SELECT count(*) FROM node_pools WHERE cluster_id = '\(stored.id)'")
        let computed = StatusAggregation.conditions(
            of: stored, statuses: statuses, requiredAdapters: fleet.settings.requiredAdapters(of: stored.kind),
            hasChildren: children != "0")
        #expect(computed == stored.conditions, note)
    }
}

extension Sequence {
    fileprivate func asyncCount(_ isCounted: (Element) async throws -> Bool) async throws -> Int {
        var count = 0
        for element in self where try await isCounted(element) { count += 1 }
        return count
    }
}

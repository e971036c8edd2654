import HyperFleetModel
import Testing

@testable import HyperFleetService

@Suite struct DeleteRulesTests {
    private func rules(cluster: [String] = ["dns"], nodePool: [String] = ["np"]) throws -> DeleteRules {
        DeleteRules(settings: try .sample(cluster: cluster, nodePool: nodePool))
    }

    private func nodePool(generation: Int64 = 1, deleted: Timestamp? = nil) -> LockedResource {
        .sample(.sample(.nodePool, name: "pool", generation: generation, deleted: deleted), now: minute(2))
    }

    /// What a plan does, in words: `update pool`, `remove prod`.
    private func described(_ plan: DeletePlan) -> [String] {
        plan.steps.map { step in
            switch step {
            case .update(let resource): "update \(resource.kind.name) \(resource.generation)"
            case .remove(let kind, _): "remove \(kind.name)"
            }
        }
    }

    @Test func theFirstDeleteMarksTheClusterAndItsNodePools() throws {
        let cluster = LockedResource.sample(.sample(generation: 3), childCount: 1, now: minute(2))
        let plan = try rules().plan(cluster: cluster, nodePools: [nodePool()], caller: "deleter")
        #expect(described(plan) == ["update NodePool 2", "update Cluster 4"])
        #expect(plan.outcome == .marked)
        for case .update(let resource) in plan.steps {
            #expect(resource.deletedTime == minute(2))
            #expect(resource.deletedBy == "deleter")
            #expect(resource.updatedBy == "maker")
            #expect(resource.generationTime == minute(2))
            #expect(resource.resourceVersion == 2)
            #expect(resource.conditions.first?.status == false)
        }
    }

    @Test func aRepeatedDeleteMovesNothing() throws {
        let settings = try rules()
        let cluster = LockedResource.sample(.sample(), childCount: 1, now: minute(2))
        let first = try settings.plan(cluster: cluster, nodePools: [nodePool()], caller: "deleter")
        var marked = cluster
        marked.resource = first.resource
        marked.now = minute(9)
        var child = nodePool()
        if case .update(let resource) = first.steps[0] { child.resource = resource }
        let second = try settings.plan(cluster: marked, nodePools: [child], caller: "somebody else")
        #expect(described(second).isEmpty)
        #expect(second.outcome == .marked)
        #expect(second.resource.deletedTime == minute(2))
        #expect(second.resource.deletedBy == "deleter")
        #expect(second.resource.resourceVersion == 2)
    }

    @Test func whatWaitsForNobodyIsRemovedAtOnce() throws {
        let cluster = LockedResource.sample(.sample(), childCount: 2, now: minute(2))
        let nodePools = [nodePool(), nodePool(generation: 2, deleted: minute(1))]
        let plan = try rules(cluster: [], nodePool: []).plan(
            cluster: cluster, nodePools: nodePools, caller: "deleter")
        #expect(described(plan) == ["remove NodePool", "remove NodePool", "remove Cluster"])
        #expect(plan.outcome == .removed)
        #expect(plan.resource.generation == 2)
        #expect(plan.resource.deletedBy == "deleter")
    }

    @Test func aClusterWithoutAdaptersWaitsForItsNodePools() throws {
        let cluster = LockedResource.sample(.sample(), childCount: 1, now: minute(2))
        let plan = try rules(cluster: []).plan(cluster: cluster, nodePools: [nodePool()], caller: "deleter")
        #expect(described(plan) == ["update NodePool 2", "update Cluster 2"])
        #expect(plan.resource.conditions.first?.reason == "ReconciledWaitingForChildren")
    }

    @Test func aNodePoolsCascadeRemovalCountsForItsCluster() throws {
        let cluster = LockedResource.sample(.sample(), childCount: 1, now: minute(2))
        let plan = try rules(nodePool: []).plan(cluster: cluster, nodePools: [nodePool()], caller: "deleter")
        #expect(described(plan) == ["remove NodePool", "update Cluster 2"])
        #expect(plan.resource.conditions.first?.reason == "ReconciledMissingAdapters")
    }

    @Test func theLastNodePoolTakesItsWaitingClusterAlong() throws {
        let marked = LockedResource.sample(.sample(generation: 2, deleted: minute(1)), childCount: 1)
        let last = try rules(cluster: [], nodePool: []).plan(nodePool: nodePool(), of: marked, caller: "deleter")
        #expect(described(last) == ["remove NodePool", "remove Cluster"])
        var waiting = marked
        waiting.childCount = 2
        let notLast = try rules(cluster: [], nodePool: []).plan(
            nodePool: nodePool(), of: waiting, caller: "deleter")
        #expect(described(notLast) == ["remove NodePool", "update Cluster 2"])
        let active = LockedResource.sample(.sample(), childCount: 1)
        let alone = try rules(cluster: [], nodePool: []).plan(nodePool: nodePool(), of: active, caller: "deleter")
        #expect(described(alone) == ["remove NodePool"])
    }

    @Test func removalIsDueWhenEveryAdapterFinalizedAtTheGeneration() throws {
        let rules = try rules(cluster: ["a", "b"])
        func locked(_ statuses: [AdapterStatus], children: Int = 0, deleted: Bool = true) -> LockedResource {
            .sample(
                .sample(generation: 2, deleted: deleted ? minute(1) : nil), statuses: statuses, childCount: children)
        }
        func status(_ adapter: String, _ generation: Int64, _ finalized: AdapterCondition.Status) -> AdapterStatus {
            .sample(adapter: adapter, observedGeneration: generation, available: .isFalse, finalized: finalized)
        }
        let done = [status("a", 2, .isTrue), status("b", 2, .isTrue)]
        #expect(rules.isRemovalDue(locked(done)))
        #expect(!rules.isRemovalDue(locked(done, children: 1)))
        #expect(!rules.isRemovalDue(locked(done, deleted: false)))
        #expect(!rules.isRemovalDue(locked([done[0]])))
        #expect(!rules.isRemovalDue(locked([done[0], status("b", 1, .isTrue)])))
        #expect(!rules.isRemovalDue(locked([done[0], status("b", 2, .isFalse)])))
    }

    @Test func activeNodePoolsForbidTheDeleteWhereThePolicyIsToRestrict() throws {
        let rules = DeleteRules(
            settings: try KindSettings(clusterAdapters: ["dns"], nodePoolAdapters: ["np"], nodePoolPolicy: .restrict))
        let refusal = #expect(throws: ServiceError.self) {
            try rules.plan(
                cluster: .sample(.sample(), childCount: 1), nodePools: [.sample(.sample(.nodePool, name: "pool"))],
                caller: "deleter")
        }
        #expect(refusal?.reason == .stateConflict)
        #expect(refusal?.message.contains("'pool'") == true)
        // Marked ones do not forbid it.
        let marked = LockedResource.sample(.sample(.nodePool, deleted: minute(0)))
        let plan = try rules.plan(cluster: .sample(.sample(), childCount: 1), nodePools: [marked], caller: "deleter")
        #expect(plan.outcome == .marked)
    }
}

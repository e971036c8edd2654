import HyperFleetModel
import HyperFleetService
import JSONModel
import Testing

/// One case of the area `force_delete`.
struct ForceDeleteScenario {
    private let scene: CaseFleet
    private let input: JSONValue
    private let expected: JSONValue
    private let reason: String?

    init(fleet: TestFleet, conformanceCase: ConformanceCase) async throws {
        input = conformanceCase.input
        expected = conformanceCase.expected
        reason = (input["reason"] ?? input["body"]?["reason"])?.text
        let restricts = input["kinds"]?.items.contains { $0["on_parent_delete"]?.text == "restrict" } == true
        scene = try await CaseFleet(
            fleet: fleet, conformanceCase: conformanceCase, cluster: ["dns"], nodePool: ["np"],
            policy: restricts ? .restrict : .cascade)
    }

    /// Nil where the case's body can be no message of ours.
    func passes() async throws -> Bool? {
        guard let reason else { return nil }
        if input["nested"]?.flag == true { return try await nested(reason) }
        guard input["exists"]?.flag != false else { return try await answers(.cluster, .id(.make()), reason, []) }
        let cluster = try await scene.cluster()
        let children = input["children"]?.items.compactMap(\.text) ?? []
        var resources = [cluster]
        for number in children.indices {
            resources.append(try await scene.fleet.createNodePool("pool-\(number)", of: cluster))
        }
        if input["deleted"]?.flag ?? true { _ = try await scene.mark(cluster) }
        // No call of ours leaves an active node pool beneath a marked cluster: the state is written by hand.
        for (child, resource) in zip(children, resources.dropFirst()) where child.hasSuffix("(active)") {
            try scene.fleet.psql(
                "UPDATE node_pools SET deleted_at = NULL, deleted_by = NULL WHERE id = '\(resource.id)'")
        }
        return try await answers(.cluster, .id(cluster.id), reason, resources)
    }

    /// A node pool named below a parent: one that is missing, or not its own.
    private func nested(_ reason: String) async throws -> Bool {
        let cluster = try await scene.cluster()
        let pool = try await scene.fleet.createNodePool("\(scene.id)-pool", of: cluster)
        _ = try await scene.mark(cluster)
        let other = try await scene.fleet.createCluster("\(scene.id)-other")
        let parent = input["parent"]?.text == "missing" ? ResourceID.make() : other.id
        return try await answers(.nodePool, .name(pool.name, owner: .id(parent)), reason, [pool])
    }

    private func answers(
        _ kind: ResourceKind, _ reference: ResourceReference, _ reason: String, _ resources: [Resource]
    ) async throws -> Bool {
        let error = try await refusal {
            _ = try await scene.service.forceDelete(kind, reference, reason: reason, caller: "admin")
        }
        var left = 0
        for resource in resources where try await scene.state(of: resource) != "removed" { left += 1 }
        if let error { return CaseFleet.isExpected(error, expected) && left == resources.count }
        return expected["ok"]?.flag == true && left == 0
    }
}

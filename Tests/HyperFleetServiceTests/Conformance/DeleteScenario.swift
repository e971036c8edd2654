import HyperFleetModel
import HyperFleetService
import JSONModel
import Testing

/// One case of the area `delete`: its parent kind is Cluster, its child kind NodePool.
struct DeleteScenario {
    private let scene: CaseFleet
    private let input: JSONValue
    private let expected: JSONValue
    /// The names of the case's own kinds; what it expects names them in lower case.
    private let parentKind: String
    private let childKind: String
    private let caller: String

    /// Nil where the case needs what we do not have: a third level, two kinds of children, references.
    init?(fleet: TestFleet, conformanceCase: ConformanceCase) async throws {
        input = conformanceCase.input
        expected = conformanceCase.expected
        let kinds = input["kinds"]?.items ?? []
        let children = kinds.filter { $0["parent_kind"] != nil }
        guard children.count <= 1, input["referencers"]?.items.isEmpty ?? true else { return nil }
        let parentName = children.first?["parent_kind"]?.text ?? input["target"]?.text ?? "Cluster"
        let parent = kinds.first { $0["kind"]?.text == parentName }
        parentKind = parentName
        childKind = children.first?["kind"]?.text ?? "NodePool"
        caller = input["caller"]?.text ?? "user@test.com"
        // A case that names a kind of the product without its adapters means one that waits for some.
        let unnamed = kinds.isEmpty ? ["dns"] : []
        scene = try await CaseFleet(
            fleet: fleet, conformanceCase: conformanceCase,
            cluster: parent?["required_adapters"]?.items.compactMap(\.text) ?? unnamed,
            nodePool: children.first?["required_adapters"]?.items.compactMap(\.text) ?? unnamed,
            policy: children.first?["on_parent_delete"]?.text.flatMap(DeletePolicy.init) ?? .cascade)
    }

    func passes() async throws -> Bool? {
        if input["tenant"] != nil { return try await nameIsFreeAgain() }
        if input["fault"] != nil { return try await fault() }
        if let steps = input["steps"]?.items.compactMap(\.text) { return try await walk(steps) }
        if input["exists"]?.flag == false { return try await answers(to: .make()) { _ in false } }
        var cluster = try await scene.cluster(generation: storedGeneration)
        let pools = try await nodePools(of: cluster)
        if input["deleted"]?.flag == true { cluster = try await scene.mark(cluster) }
        return try await answers(to: cluster.id) { answer in
            try await isExpected(answer, cluster: cluster, pools: pools)
        }
    }

    /// The generation before the case begins; marking raises it by one.
    private var storedGeneration: Int64 {
        (input["generation"]?.int ?? 1) - (input["deleted"]?.flag == true ? 1 : 0)
    }

    /// The children that the case lists, in the states that it gives them.
    private func nodePools(of cluster: Resource) async throws -> [Resource] {
        let count = input["children"]?.items.count ?? (input["child_generation"] == nil ? 0 : 1)
        var pools: [Resource] = []
        for number in 0..<count {
            let pool = try await scene.fleet.createNodePool("pool-\(number)", of: cluster)
            if input["children"]?.items[number]["state"]?.text == "deleted" {
                _ = try await scene.preparing.delete(.nodePool, .id(pool.id), caller: "marker")
            }
            pools.append(pool)
        }
        return pools
    }

    /// Deletes, and compares what is answered or refused with what the case expects.
    private func answers(
        to id: ResourceID, _ isExpected: (DeleteAnswer) async throws -> Bool
    ) async throws -> Bool {
        do {
            let answer = try await scene.service.delete(.cluster, .id(id), caller: caller)
            guard (expected["http"]?.int ?? 202) == 202 else { return false }
            return try await isExpected(answer)
        } catch let error as ServiceError {
            return CaseFleet.isExpected(error, expected)
        }
    }

    private func isExpected(_ answer: DeleteAnswer, cluster: Resource, pools: [Resource]) async throws -> Bool {
        let resource = try #require(answer.resource)
        let state = try await scene.state(of: cluster)
        guard state == (answer.outcome == .removed ? "removed" : "marked") else { return false }
        for (key, value) in expected.members {
            let holds: Bool
            switch key {
            case "http", "ok": holds = true
            case "deleted_time_set": holds = (resource.deletedTime != nil) == value.flag
            case "deleted_by_set": holds = (resource.deletedBy != nil) == value.flag
            case "deleted_by": holds = resource.deletedBy == value.text
            case "generation": holds = resource.generation == value.int
            case "row_exists": holds = (state != "removed") == value.flag
            case "rows_left": holds = try await areGone([cluster] + pools) && value.items.isEmpty
            case "parent": holds = try await isStored(cluster, as: value)
            case "child": holds = try await isStored(try #require(pools.first), as: value)
            case _: holds = false
            }
            if !holds { return false }
        }
        return true
    }

    private func areGone(_ resources: [Resource]) async throws -> Bool {
        for resource in resources where try await scene.state(of: resource) != "removed" { return false }
        return true
    }

    private func isStored(_ resource: Resource, as value: JSONValue) async throws -> Bool {
        let stored = try #require(try await scene.fleet.stored(resource))
        return try await scene.state(of: resource) == value["state"]?.text
            && stored.deletedBy == value["deleted_by"]?.text && stored.generation == value["generation"]?.int
    }

    /// A storage that fails: the call is refused as the server's fault and the row stays (D21).
    private func fault() async throws -> Bool {
        let cluster = try await scene.cluster()
        let error = try await refusal {
            _ = try await scene.service.delete(.cluster, .id(cluster.id), caller: caller)
        }
        let state = try await scene.state(of: cluster)
        return [.internalError, .storeFailure, .unavailable].contains(error?.reason) && state == "active"
    }

    private func nameIsFreeAgain() async throws -> Bool {
        let first = try await scene.cluster()
        guard try await refusal({ _ = try await scene.cluster() })?.reason == .alreadyExists else { return false }
        _ = try await scene.service.delete(.cluster, .id(first.id), caller: caller)
        return try await scene.cluster().id != first.id
    }
}

extension DeleteScenario {
    /// What the steps of a case have seen so far.
    private struct Walk {
        var cluster: Resource
        var pool: Resource?
        var refusals: [ErrorReason?] = []
        var seen: [Resource] = []
        var listed: Bool?
        var poolsSeen: [Resource] = []
    }

    private func walk(_ steps: [String]) async throws -> Bool? {
        let cluster = try await scene.cluster()
        let hasPool = input["children"] != nil || input["kinds"]?.items.contains { $0["parent_kind"] != nil } == true
        let isOfTwoKinds = hasPool && expected["results"] == nil
        var walk = Walk(
            cluster: cluster, pool: isOfTwoKinds ? try await scene.fleet.createNodePool(of: cluster) : nil)
        for step in steps {
            switch step {
            case "delete", "delete \(parentKind)":
                walk.refusals.append(try await delete(cluster, in: &walk))
            case "delete \(childKind)":
                walk.refusals.append(try await delete(try #require(walk.pool), in: &walk))
            case "\(childKind.lowercased()) row removed":
                try await scene.finalize(try #require(walk.pool), by: "adapter1")
            case "get": walk.seen.append(try await scene.service.get(.cluster, .id(cluster.id)))
            case "list": walk.listed = try await isListed(cluster)
            case _: return nil
            }
        }
        return try await isExpected(walk)
    }

    private func delete(_ resource: Resource, in walk: inout Walk) async throws -> ErrorReason? {
        let error = try await refusal {
            let answer = try await scene.service.delete(resource.kind, .id(resource.id), caller: caller)
            walk.seen.append(try #require(answer.resource))
        }
        if let pool = walk.pool, let stored = try await scene.fleet.stored(pool) { walk.poolsSeen.append(stored) }
        return error?.reason
    }

    private func isListed(_ cluster: Resource) async throws -> Bool {
        let page = try await scene.service.list(.cluster, owner: nil, page: PageRequest(size: 1_000))
        return page.resources.contains { $0.id == cluster.id }
    }

    private func isExpected(_ walk: Walk) async throws -> Bool {
        for (key, value) in expected.members {
            let holds: Bool
            switch key {
            case "http": holds = walk.refusals.allSatisfy { $0 == nil }
            case "results":
                holds = zip(walk.refusals, value.items).allSatisfy { refused, wanted in
                    refused == (wanted["http"]?.int == 404 ? .resourceNotFound : nil)
                }
            case parentKind.lowercased(): holds = try await scene.state(of: walk.cluster) == value.text
            case childKind.lowercased(): holds = try await scene.state(of: try #require(walk.pool)) == value.text
            case "deleted_time_set": holds = (walk.seen.last?.deletedTime != nil) == value.flag
            case "deleted_time_unchanged": holds = Set(walk.seen.map(\.deletedTime)).count == 1
            case "child_deleted_time_unchanged": holds = Set(walk.poolsSeen.map(\.deletedTime)).count == 1
            case "child_generation_change": holds = Set(walk.poolsSeen.map(\.generation)).count == 1
            case "contains_deleted": holds = walk.listed == value.flag
            case _: holds = false
            }
            if !holds { return false }
        }
        return true
    }
}

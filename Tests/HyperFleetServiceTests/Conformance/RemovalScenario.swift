import HyperFleetModel
import HyperFleetService
import JSONModel
import Testing

/// One case of the area `hard_delete`: a marked cluster whose adapters report.
struct RemovalScenario {
    private let scene: CaseFleet
    private let input: JSONValue
    private let expected: JSONValue
    private let required: [String]

    init(fleet: TestFleet, conformanceCase: ConformanceCase) async throws {
        input = conformanceCase.input
        expected = conformanceCase.expected
        required = input["required"]?.items.compactMap(\.text) ?? []
        scene = try await CaseFleet(
            fleet: fleet, conformanceCase: conformanceCase, cluster: required, nodePool: ["np"])
    }

    func passes() async throws -> Bool {
        let cluster = try await scene.cluster()
        for number in 0..<childCount { try await scene.fleet.createNodePool("pool-\(number)", of: cluster) }
        let marked = try await scene.mark(cluster)
        var outcomes: [ReportOutcome] = []
        for adapter in reporters { outcomes.append(try await report(on: marked, by: adapter)) }
        return try await isExpected(outcomes, marked)
    }

    private var childCount: Int { input["children"].map { $0.int.map(Int.init) ?? $0.items.count } ?? 0 }

    private var reporters: [String] {
        if let report = input["report"] { return [report["adapter"]?.text ?? required[0]] }
        return input["reports"]?.items.compactMap(\.text) ?? required
    }

    /// A report at the generation of the delete with the conditions that the case states.
    private func report(on resource: Resource, by adapter: String) async throws -> ReportOutcome {
        let stated =
            input["report"]?["conditions"]?.items.map { ($0["type"]?.text ?? "", $0["status"]?.text ?? "") }
            ?? input["conditions"]?.members.map { ($0.key, $0.value.text ?? "") } ?? []
        let conditions = try stated.map { type, status in
            AdapterCondition.sample(type, try #require(AdapterCondition.Status(rawValue: status)))
        }
        return try await scene.service.report(
            ReportTarget(kind: .cluster, reference: .id(resource.id)),
            .sample(adapter: adapter, observedGeneration: resource.generation, conditions: conditions)
        ).outcome
    }

    private func isExpected(_ outcomes: [ReportOutcome], _ cluster: Resource) async throws -> Bool {
        let exists = try await scene.fleet.stored(cluster) != nil
        let statusCount = exists ? try await scene.fleet.statuses(cluster).count : try storedStatusCount(of: cluster)
        let areTaken = outcomes.allSatisfy { $0 == .applied || $0 == .resourceRemoved }
        return expected.members.allSatisfy { key, value in
            switch key {
            case "http", "each_report_http", "report_returned": areTaken
            case "row_exists": exists == value.flag
            case "statuses_left": statusCount == value.int.map(Int.init)
            case "status_stored": statusCount == outcomes.count
            // Conditions stand in the row itself.
            case "conditions_left": !exists && value.int == 0
            case _: false
            }
        }
    }

    private func storedStatusCount(of resource: Resource) throws -> Int {
        Int(
            try scene.fleet.psql(
                "SELECT count(*) FROM adapter_statuses WHERE owner_id = '\(resource.id)'")) ?? -1
    }
}

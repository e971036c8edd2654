import HyperFleetModel
import HyperFleetPostgresStore
import HyperFleetService
import JSONModel
import Testing

/// The cases about what a report does to a stored resource, on the real store.
@Suite struct ReportProcessConformanceTests {
    @Test func cases() async throws {
        let run = ConformanceRun(
            "reports.json",
            exceptions: [
                // System identities and mapped conditions are not ours.
                "rep-002": "D21", "rep-003": "D21",
                // A message has no member of another type.
                "rep-023": "D21",
                // A helper of the peer that is no part of its described behaviour.
                "sum-001": "D21", "sum-003": "D21", "sum-005": "D21",
            ],
            areasLeftOut: [
                // ReportsConformanceTests
                "status_report.mandatory_conditions", "status_report.classify", "status_report.observed_generation",
                "status_report.conditions", "status_report.observed_time_window",
            ])
        try await TestFleet.run { fleet in
            try await run.run { conformanceCase in
                guard conformanceCase.area == "status_report.process" else { return nil }
                return try await ReportScenario(fleet: fleet, conformanceCase: conformanceCase).passes()
            }
        }
    }
}

/// One case of the area `status_report.process`: a cluster, and reports about it.
private struct ReportScenario {
    private let scene: CaseFleet
    private let input: JSONValue
    private let expected: JSONValue

    init(fleet: TestFleet, conformanceCase: ConformanceCase) async throws {
        input = conformanceCase.input
        expected = conformanceCase.expected
        scene = try await CaseFleet(
            fleet: fleet, conformanceCase: conformanceCase,
            cluster: input["required"]?.items.compactMap(\.text) ?? ["adapter1"], nodePool: ["np"])
    }

    /// Nil where the case's situation cannot be said in our messages.
    func passes() async throws -> Bool? {
        guard input["system_identity"] == nil, input["mapping_status_expression"] == nil else { return nil }
        if let body = input["body"] { return try await body["adapter"] == nil ? isRefusedWithoutAdapter() : nil }
        if input["resource"] != nil { return try await isRefused(onto: .make()) }
        if let steps = input["steps"]?.items { return try await walk(steps) }
        if let count = input["concurrent_inserts"]?.int { return try await race(Int(count)) }
        if let count = input["statuses"]?.int { return try await lists(Int(count)) }
        let cluster = try await scene.cluster()
        if input["children"] != nil { try await scene.fleet.createNodePool(of: cluster) }
        if input["deleted"]?.flag == true { _ = try await scene.mark(cluster) }
        return try await isExpected(try await answers(about: cluster), cluster)
    }

    private func report(_ value: JSONValue, on id: ResourceID) async throws -> ReportAnswer {
        let available = try #require(value["available"]?.text.flatMap(AdapterCondition.Status.init))
        let generation = try await scene.fleet.store.resource(.cluster, id: id)?.generation
        var report = Report.sample(
            adapter: value["adapter"]?.text ?? "", observedGeneration: generation ?? 1,
            conditions: AdapterCondition.samples(
                available: available, finalized: value["finalized"]?.text.flatMap(AdapterCondition.Status.init)))
        if value["observed_time"]?.text == "+5s" { report.observedTime = try await later(than: report.adapter, on: id) }
        return try await scene.service.report(ReportTarget(kind: .cluster, reference: .id(id)), report)
    }

    /// Five seconds after the adapter's former report.
    private func later(than adapter: String, on id: ResourceID) async throws -> Timestamp? {
        let target = ReportTarget(kind: .cluster, reference: .id(id))
        let statuses = try await scene.service.adapterStatuses(target).statuses
        return statuses.first { $0.adapter == adapter }?.lastReportTime.advanced(by: .seconds(5))
    }

    private func answers(about cluster: Resource) async throws -> [ReportAnswer] {
        var answers: [ReportAnswer] = []
        let reports = input["reports"]?.items ?? input["report"].map { [$0] } ?? []
        for value in reports { answers.append(try await report(value, on: cluster.id)) }
        if input["after"] != nil { try await scene.finalize(cluster, by: "adapter1") }
        return answers
    }

    private func isExpected(_ answers: [ReportAnswer], _ cluster: Resource) async throws -> Bool {
        let stored = try #require(try await scene.fleet.stored(cluster))
        let statuses = try await scene.fleet.statuses(cluster)
        return expected.members.allSatisfy { key, value in
            switch key {
            case "stored": answers.allSatisfy { $0.status != nil } == value.flag && !statuses.isEmpty
            case "http": statuses.count == value.items.count
            case "resource_type": true
            case "resource_id": answers.allSatisfy { $0.resourceID == cluster.id }
            case "conditions_written": !stored.conditions.isEmpty == value.flag
            case "created_time_stable": Set(answers.compactMap { $0.status?.createdTime }).count == 1
            case "last_transition_time_stable": Set(answers.compactMap(Self.transition)).count == 1
            case "absent_types": value.items.allSatisfy { type in !stored.conditions.contains { $0.type == type.text } }
            case "reconciled": Self.matches(stored.conditions[0], value)
            case _: false
            }
        }
    }

    private static func transition(_ answer: ReportAnswer) -> Timestamp? {
        answer.status?.conditions.first { $0.type == "Available" }?.lastTransitionTime
    }

    private static func matches(_ reconciled: Condition, _ expected: JSONValue) -> Bool {
        reconciled.type == "Reconciled" && (reconciled.status ? "True" : "False") == expected["status"]?.text
            && reconciled.reason.contains(expected["reason_contains"]?.text ?? "")
    }

    private func walk(_ steps: [JSONValue]) async throws -> Bool {
        var cluster = try await scene.cluster()
        var seen: [String?] = []
        for step in steps {
            while cluster.generation < step["generation"]?.int ?? 1 {
                cluster = try await scene.fleet.update(cluster, spec: #"{"at":\#(cluster.generation)}"#).resource
            }
            let answer = try await report(try #require(step["report"]), on: cluster.id)
            seen.append(answer.conditions[0].status ? "True" : "False")
        }
        return seen == expected["reconciled_after_each_step"]?.items.map(\.text)
    }

    private func isRefused(onto id: ResourceID) async throws -> Bool {
        let error = try await refusal { _ = try await report(try #require(input["report"]), on: id) }
        return error.map { CaseFleet.isExpected($0, expected) } ?? false
    }

    private func isRefusedWithoutAdapter() async throws -> Bool {
        let cluster = try await scene.cluster()
        let error = try await refusal { _ = try await scene.fleet.report(cluster, .sample(adapter: "")) }
        return error.map { CaseFleet.isExpected($0, expected) } ?? false
    }

    /// Several first reports of one adapter at once.
    private func race(_ count: Int) async throws -> Bool {
        let cluster = try await scene.cluster()
        let report = JSONValue.object(
            JSONObject([("adapter", .string("adapter1")), ("available", .string("True"))]))
        let answers = try await withThrowingTaskGroup(of: ReportAnswer.self) { group in
            for _ in 0..<count { group.addTask { try await self.report(report, on: cluster.id) } }
            return try await group.reduce(into: [ReportAnswer]()) { $0.append($1) }
        }
        let rows = try await scene.fleet.statuses(cluster).count
        return Int64(rows) == expected["rows"]?.int && answers.count == count && answers.allSatisfy { $0.status != nil }
    }

    private func lists(_ count: Int) async throws -> Bool {
        let cluster = try await scene.cluster()
        for number in 0..<count { _ = try await scene.fleet.report(cluster, .sample(adapter: "adapter-\(number)")) }
        let adapters = try await scene.fleet.statuses(cluster).map(\.adapter)
        return adapters.count == count && Int64(Set(adapters).count) == expected["distinct"]?.int
    }
}

import HyperFleetModel
import HyperFleetService
import JSONModel
import Testing

/// The lifecycle cases about stored resources, on the real store: other kinds of the data are run as clusters, their
/// children as node pools.
@Suite struct LifecycleConformanceTests {
    @Test func cases() async throws {
        let run = ConformanceRun(
            "lifecycle.json",
            exceptions: [
                // Tenancy, kinds of other names and references are not ours.
                "crt-003": "D21", "crt-005": "D21", "crt-016": "D21", "pch-013": "D21", "pch-021": "D21",
                // A kind that waits for nobody is reconciled from the start.
                "crt-014": "D5", "pch-016": "D5",
                // Labels are no part of the desired state that a generation counts.
                "pch-002": "D1",
            ],
            areasLeftOut: [
                // Need no store: LifecycleRulesConformanceTests.
                "create.spec_presence", "patch.presence", "patch.immutable_fields", "patch.type_mismatch",
                "generation.spec_equality",
                // Deletes: DeletesConformanceTests.
                "delete", "hard_delete", "force_delete", "force_delete.reason_length",
            ])
        try await TestFleet.run { fleet in
            try await run.run { conformanceCase in
                let scenario = try await LifecycleScenario(fleet: fleet, conformanceCase: conformanceCase)
                return switch conformanceCase.area {
                case "create": try await scenario.create()
                case "patch": try await scenario.patch()
                default: nil
                }
            }
        }
    }
}

/// One lifecycle case, with a resource of its own in the fleet's database.
private struct LifecycleScenario {
    let fleet: TestFleet
    let service: FleetService
    let id: String
    let input: JSONValue
    let expected: JSONValue
    let caller: String

    init(fleet: TestFleet, conformanceCase: ConformanceCase) async throws {
        input = conformanceCase.input
        expected = conformanceCase.expected
        id = conformanceCase.id
        self.fleet = fleet
        caller = input["caller"]?.text ?? "user@test.com"
        let adapters = input["required_adapters"]?.items.compactMap(\.text) ?? ["dns"]
        service =
            input["fault"] == nil
            ? try await fleet.service(cluster: adapters, nodePool: adapters) : .broken()
    }

    func create() async throws -> Bool? {
        if input["tenant"] != nil { return nil }
        let body = input["body"] ?? input
        switch (input["endpoint"]?.text, body["kind"]?.text) {
        case ("/channels", "Wrong"): return nil
        case ("/versions", _): return try await createChild(owner: nil)
        case (_, "Version"): return try await createChild(owner: try await owner())
        case (_, _): break
        }
        // An accepted name is replaced by one of the case's own: the cases share a database.
        let name = body["name"]?.text ?? ""
        let isGood = ResourceName.violations(of: name, kind: .cluster).isEmpty
        let labels = Labels(strings: input["labels"] ?? .null)
        let spec = createSpec()
        return try await matches {
            try await service.create(
                .cluster, owner: nil, name: isGood ? id : name, labels: labels, spec: spec, caller: caller
            ).resource
        }
    }

    func patch() async throws -> Bool? {
        guard let patch = input["patch"], patch["references"] == nil, input["kind"] == nil else { return nil }
        let stored = try await prepared()
        let target = input["exists"]?.flag == false ? ResourceID.make() : stored.id
        return try await matches {
            try await service.update(
                .cluster, .id(target),
                ResourceUpdate(
                    labels: patch["labels"].map { .replace(Labels(strings: $0)) },
                    spec: patch["spec"].map { .replace($0.serialized()) }),
                caller: caller
            ).resource
        }
    }

    private func createChild(owner: ResourceReference?) async throws -> Bool {
        try await matches {
            try await service.create(
                .nodePool, owner: owner, name: "pool", labels: Labels(), spec: Array("{}".utf8), caller: caller
            ).resource
        }
    }

    /// The parent that a case describes: marked, or one that does not exist.
    private func owner() async throws -> ResourceReference {
        guard let existing = input["existing"]?.items.first else { return .id(.make()) }
        let parent = try await fleet.createCluster(id)
        if existing["deleted"]?.flag == true { _ = try await fleet.delete(parent) }
        return .id(parent.id)
    }

    private func createSpec() -> [UInt8] {
        if input["endpoint"] != nil { return [] }
        if let spec = input["spec"] { return spec.serialized() }
        let keys = (0..<(input["spec_keys"]?.int ?? 0)).map { #""k\#($0)":\#($0)"# }
        return Array("{\(keys.joined(separator: ","))}".utf8)
    }

    /// A stored cluster in the state that the case begins with.
    private func prepared() async throws -> Resource {
        let specText = input["spec_text"]?.text ?? input["spec"]?.description ?? "{}"
        let generation = input["generation"]?.int ?? 1
        let labels = input["labels"]?.members.map { ($0.key, $0.value.text ?? "") } ?? []
        var cluster = try await fleet.createCluster(
            id, labels: Dictionary(uniqueKeysWithValues: labels),
            spec: generation == 1 ? specText : #"{"generation":1}"#,
            caller: input["updated_by"]?.text ?? "maker")
        for number in 1..<max(1, generation) {
            let isLast = number == generation - 1
            let spec = isLast ? specText : #"{"generation":\#(number + 1)}"#
            cluster = try await fleet.update(cluster, spec: spec).resource
        }
        for report in input["reports"]?.items ?? [] {
            let target = ReportTarget(kind: .cluster, reference: .id(cluster.id))
            let available = report["available"]?.text.flatMap(AdapterCondition.Status.init) ?? .unknown
            _ = try await service.report(
                target,
                .sample(
                    adapter: report["adapter"]?.text ?? "", observedGeneration: report["observed_generation"]?.int ?? 0,
                    conditions: AdapterCondition.samples(available: available)))
        }
        if input["deleted"]?.flag == true { cluster = try #require(try await fleet.delete(cluster).resource) }
        return cluster
    }

    /// Whether a call ends as the case expects; what it answers must also be what is stored.
    private func matches(_ call: () async throws -> Resource) async throws -> Bool {
        do {
            let answered = try await call()
            guard isAccepted, let stored = try await fleet.stored(answered) else { return false }
            return isExpected(answered) && isExpected(stored)
        } catch let error as ServiceError {
            return CaseFleet.isExpected(error, expected)
        }
    }

    private var isAccepted: Bool { (expected["http"]?.int ?? 200) < 300 }

    private func isExpected(_ resource: Resource) -> Bool {
        expected.members.allSatisfy { key, value in
            switch key {
            case "http": true
            case "created_by": resource.createdBy == value.text
            case "updated_by": resource.updatedBy == value.text
            case "generation": resource.generation == value.int
            case "spec": (try? resource.spec.value()) == value
            case "spec_keys": (try? resource.spec.value())?.members.count == value.int.map(Int.init)
            case "conditions": AggregationInput.matches(resource.conditions, value)
            case "reconciled": resource.conditions.first.map { AggregationInput.matches($0, value) } ?? false
            default: false
            }
        }
    }
}

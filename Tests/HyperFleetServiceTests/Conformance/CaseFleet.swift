import HyperFleetModel
import HyperFleetPostgresStore
import HyperFleetService
import JSONModel
import Testing

/// One case's fleet: a cluster and node pools of its own, and a server with the settings that the case states.
struct CaseFleet {
    let fleet: TestFleet
    let id: String
    /// The server that the case's calls go to.
    let service: FleetService
    /// A server whose kinds wait for adapters and whose deletes cascade: it brings any state about.
    let preparing: FleetService

    init(
        fleet: TestFleet, conformanceCase: ConformanceCase, cluster: [String], nodePool: [String],
        policy: DeletePolicy = .cascade
    ) async throws {
        self.fleet = fleet
        id = conformanceCase.id
        let settings = try KindSettings(
            clusterAdapters: cluster, nodePoolAdapters: nodePool, nodePoolPolicy: policy)
        service =
            conformanceCase.input["fault"] == nil
            ? FleetService(
                store: fleet.store, schemas: SpecSchemas(), settings: settings,
                tokenKey: try await fleet.store.pageTokenKey())
            : .broken()
        preparing = try await fleet.service(cluster: ["preparing"], nodePool: ["preparing"])
    }

    /// The case's cluster, at this generation.
    func cluster(generation: Int64 = 1) async throws -> Resource {
        var cluster = try await fleet.createCluster(id)
        for number in 1..<max(1, generation) {
            cluster = try await fleet.update(cluster, spec: #"{"change":\#(number)}"#).resource
        }
        return cluster
    }

    /// Marks a cluster and all beneath it.
    func mark(_ cluster: Resource) async throws -> Resource {
        try #require(try await preparing.delete(.cluster, .id(cluster.id), caller: "marker").resource)
    }

    /// The adapter's word that all is cleaned up.
    @discardableResult
    func finalize(_ resource: Resource, by adapter: String) async throws -> ReportOutcome {
        let generation = try await fleet.stored(resource)?.generation ?? resource.generation
        return try await service.report(
            ReportTarget(kind: resource.kind, reference: .id(resource.id)),
            .sample(
                adapter: adapter, observedGeneration: generation,
                conditions: AdapterCondition.samples(available: .isFalse, finalized: .isTrue))
        ).outcome
    }

    /// `marked`, `active` or `removed`.
    func state(of resource: Resource) async throws -> String {
        guard let stored = try await fleet.stored(resource) else { return "removed" }
        return stored.isMarked ? "marked" : "active"
    }

    /// Whether a refusal is what an HTTP status and a code of the peer stand for.
    static func isExpected(_ error: ServiceError, _ expected: JSONValue) -> Bool {
        let reasons: [ErrorReason] =
            switch expected["http"]?.int {
            case 400: [.validation, .badRequest, .malformedRequest]
            case 404: [.resourceNotFound]
            case 409: [.alreadyExists, .stateConflict]
            case 422: [.validation]
            case 500: [.internalError, .storeFailure, .unavailable]
            case _: []
            }
        let codes = expected["code_in"]?.items.compactMap(\.text) ?? expected["code"]?.text.map { [$0] }
        return reasons.contains(error.reason) && (codes?.contains(error.reason.rawValue) ?? true)
    }
}

import HyperFleetModel
import HyperFleetPostgresStore
import HyperFleetService
import Logging
import PostgresDriver
import TestSupport
import Testing

/// A fleet's service over a database of the test's own.
struct TestFleet: Sendable {
    let database: TestDatabase
    let store: PostgresStore
    let settings: KindSettings
    let service: FleetService

    /// Runs `body` with a service over a new, migrated database, then checks that no orphan is left in it.
    static func run(
        cluster: [String] = ["dns"], nodePool: [String] = ["np"], _ body: @Sendable (TestFleet) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .error
        let testDatabase = try TestPostgres.shared.makeDatabase()
        defer { testDatabase.close() }
        let database = try PostgresDatabase(
            configuration: .small(testDatabase.connectionString), logger: logger)
        _ = try await Migrator(database: database, logger: logger).apply()
        let store = PostgresStore(database: database, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await database.run() }
            let settings = try KindSettings(clusterAdapters: cluster, nodePoolAdapters: nodePool)
            let service = FleetService(
                store: store, schemas: SpecSchemas(), settings: settings, tokenKey: try await store.pageTokenKey())
            let fleet = TestFleet(database: testDatabase, store: store, settings: settings, service: service)
            try await body(fleet)
            let orphans = try await store.orphans()
            #expect(orphans.labels == 0 && orphans.adapterStatuses == 0)
            group.cancelAll()
        }
    }

    /// The same database seen by a server with other settings.
    func service(cluster: [String], nodePool: [String]) async throws -> FleetService {
        FleetService(
            store: store, schemas: SpecSchemas(),
            settings: try KindSettings(clusterAdapters: cluster, nodePoolAdapters: nodePool),
            tokenKey: try await store.pageTokenKey())
    }
}

extension TestFleet {
    @discardableResult
    func createCluster(
        _ name: String = "prod", labels: [String: String] = [:], spec: String = "{}", caller: String = "maker"
    ) async throws -> Resource {
        try await service.create(
            .cluster, owner: nil, name: name, labels: Labels(labels), spec: Array(spec.utf8), caller: caller
        ).resource
    }

    @discardableResult
    func createNodePool(
        _ name: String = "pool", of cluster: Resource, spec: String = "{}"
    ) async throws -> Resource {
        try await service.create(
            .nodePool, owner: .id(cluster.id), name: name, labels: Labels(), spec: Array(spec.utf8), caller: "maker"
        ).resource
    }

    func update(
        _ resource: Resource, labels: [String: String]? = nil, spec: String? = nil, version: Int64 = 0,
        caller: String = "changer"
    ) async throws -> UpdateAnswer {
        try await service.update(
            resource.kind, .id(resource.id),
            ResourceUpdate(
                labels: labels.map { .replace(Labels($0)) }, spec: spec.map { .replace(Array($0.utf8)) },
                preconditions: Preconditions(ifResourceVersion: version)),
            caller: caller)
    }

    func delete(_ resource: Resource, caller: String = "deleter") async throws -> DeleteAnswer {
        try await service.delete(resource.kind, .id(resource.id), caller: caller)
    }

    func report(_ resource: Resource, _ report: Report) async throws -> ReportAnswer {
        try await service.report(ReportTarget(kind: resource.kind, reference: .id(resource.id)), report)
    }

    /// The resource as it is stored; nil when it is gone.
    func stored(_ resource: Resource) async throws -> Resource? {
        try await store.resource(resource.kind, id: resource.id)
    }

    /// What psql answers to a statement, without the last line break.
    @discardableResult
    func psql(_ statement: String) throws -> String {
        var text = try database.execute(statement)
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    func statuses(_ resource: Resource) async throws -> [AdapterStatus] {
        try await service.adapterStatuses(ReportTarget(kind: resource.kind, reference: .id(resource.id))).statuses
    }
}

/// The reason with which `call` is refused; nil when it is not.
func refusal(_ call: () async throws -> Void) async throws -> ServiceError? {
    do {
        try await call()
        return nil
    } catch let error as ServiceError {
        return error
    }
}

extension PostgresConfiguration {
    /// Few connections: many tests share one PostgreSQL.
    fileprivate static func small(_ connectionString: String) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(connectionString: connectionString)
        configuration.readers = 1
        configuration.searchers = 1
        configuration.writers = 2
        configuration.transactions = 3
        configuration.readTimeout = .seconds(60)
        configuration.searchTimeout = .seconds(60)
        configuration.writeTimeout = .seconds(60)
        configuration.transactionTimeout = .seconds(60)
        configuration.acquireTimeout = .seconds(60)
        return configuration
    }
}

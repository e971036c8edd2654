internal import HyperFleetModel
internal import HyperFleetPostgresStore
internal import HyperFleetProto
internal import HyperFleetRPC
internal import HyperFleetService
internal import Logging
internal import PostgresDriver
internal import RPCCore
internal import RPCIdentity
internal import RPCTelemetry
internal import SchemaDocuments

/// What a server is made of, as far as it can be made before the database has been asked.
struct ServerParts: Sendable {
    let settings: ServerSettings
    let database: PostgresDatabase
    /// One for all calls: writes of one resource take their turns in it.
    let store: PostgresStore
    /// Nil takes any JSON object as a spec.
    let schema: SchemaFile?
    let kinds: KindSettings
    /// Nil where the server takes no bearer tokens.
    let tokens: TokenFile?
    let servesBench: Bool
    let figures = ServerFigures()
    let logger: Logger

    /// Reads the provider's schema and checks everything that needs no connection.
    ///
    /// - Throws: a sentence about the first thing that is in the way.
    init(settings: ServerSettings, servesBench: Bool, logger: Logger) throws(StartFailure) {
        self.settings = settings
        self.servesBench = servesBench
        self.logger = logger
        if let path = settings.schemaFile {
            schema = try SchemaFile(
                path: path, interval: settings.reloadInterval, metrics: figures.metrics, logger: logger)
        } else {
            logger.warning("no provider schema is given: any JSON object is taken as a spec")
            schema = nil
        }
        do throws(KindSettingsError) {
            kinds = try KindSettings(settings)
        } catch {
            throw StartFailure(.usage, error.description)
        }
        database = try DatabaseAccess.database(settings: settings, logger: logger)
        store = PostgresStore(database: database, logger: logger)
        tokens = settings.tokenFile.map {
            TokenFile(path: $0, interval: settings.reloadInterval, logger: logger)
        }
    }

    /// The rules over the store.
    func service(tokenKey: PageTokenKey) -> FleetService {
        FleetService(
            store: store, schemas: schema?.schemas ?? SpecSchemas(), settings: kinds, tokenKey: tokenKey)
    }

    /// Whoever watches the server's health learns it from here.
    func healthMonitor(of service: FleetService) -> HealthMonitor {
        HealthMonitor(version: ServerVersion.current, kinds: { service.settings.hash }) { await service.check() }
    }

    /// All methods, behind the interceptors.
    func router(service: FleetService, health: HealthMonitor) -> Router {
        // Calls that are turned away are counted, and logged by what turns them away.
        let traces: [any ServerInterceptor] = TraceInterceptor.whereSetUp
        var router = Router(
            interceptors: traces + [
                MetricsInterceptor(factory: figures.metrics), identity, LoggingInterceptor(logger: logger),
            ], unknownMethodReason: ErrorReason.methodNotFound.rawValue)
        // Health checks and reflection know the services that are registered before them.
        if servesBench { BenchHandlers.register(in: &router) }
        FleetHandlers.register(
            in: &router, service: service, health: health, status: status,
            streamLimits: StreamLimits(total: settings.listsMaxDuration, stall: settings.listsStallTimeout),
            logger: logger)
        return router
    }

    /// All figures now.
    @Sendable
    private func status() -> ServerStatus {
        var status = figures.status(database.counters())
        status.schema = schema?.figures.status
        return status
    }

    /// Finds out who calls. Health is everybody's to ask for: probes have no credentials.
    private var identity: IdentityInterceptor {
        let rules = IdentityInterceptor.Rules(
            allowsAnonymousFromNetwork: settings.allowsAnonymousFromNetwork, openServices: [HealthMethods.service],
            reason: ErrorReason.authenticationRequired.rawValue)
        return IdentityInterceptor(rules: rules, logger: logger) { [tokens] in tokens?.table }
    }
}

extension KindSettings {
    /// What the configuration says of the kinds.
    init(_ settings: ServerSettings) throws(KindSettingsError) {
        try self.init(
            clusterAdapters: settings.clusterAdapters, nodePoolAdapters: settings.nodePoolAdapters,
            nodePoolPolicy: settings.nodePoolPolicy)
    }
}

extension ServerParts {
    /// Returns when the database's connections are what the settings take them for, and it has the tables that this
    /// program needs.
    ///
    /// - Throws: a sentence that says what to set, or to run `migrate`.
    func requireDatabase() async throws(StartFailure) {
        do throws(PostgresError) {
            try await SessionCheck(database: database).run()
        } catch {
            throw StartFailure(error)
        }
        do throws(MigrationError) {
            try await Migrator(database: database, logger: logger.quiet).requireUpToDate()
        } catch {
            throw StartFailure(error)
        }
    }
}

internal import HyperFleetPostgresStore
internal import HyperFleetRPC
internal import HyperFleetService
internal import Logging
internal import PostgresDriver
internal import RPCCore
internal import RPCTransport
internal import ServiceLifecycle

/// Waits for the database, then takes calls until graceful shutdown.
struct CallService: Service {
    let parts: ServerParts
    let listening: Announcement<[RPCAddress]>
    /// Each asks to look at the files of certificates, tokens, the provider's schema and settings.
    let reloads: AsyncStream<Void>
    /// Reads the settings anew; nil where they cannot change.
    let rereadSettings: (@Sendable () async throws(SettingsError) -> ServerSettings)?

    func run() async throws {
        try await parts.tokens?.load()
        guard let tokenKey = try await prepare() else { return }
        let service = parts.service(tokenKey: tokenKey)
        let health = parts.healthMonitor(of: service)
        let server = RPCServer(
            router: parts.router(service: service, health: health), addresses: parts.settings.listen,
            configuration: parts.settings.transport, counts: parts.figures.counts, logger: parts.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await reload(server, service) }
            tasks.addTask { await KindSweep(service: service, logger: parts.logger).run() }
            tasks.addTask { await keyCleaning.run() }
            if let tokens = parts.tokens { tasks.addTask { await tokens.watch() } }
            if let schema = parts.schema { tasks.addTask { await schema.watch(for: service) } }
            defer { tasks.cancelAll() }
            try await serve(server, health)
        }
    }

    private var keyCleaning: KeyCleaning {
        KeyCleaning(store: parts.store, settings: parts.settings, logger: parts.logger)
    }

    private func reload(_ server: RPCServer, _ service: FleetService) async {
        for await _ in reloads {
            await server.reloadCertificates()
            await parts.tokens?.reload()
            await parts.schema?.reload(into: service)
            await reloadKinds(of: service)
        }
    }

    /// All or nothing: settings with any mistake leave the former ones in force.
    private func reloadKinds(of service: FleetService) async {
        guard let rereadSettings else { return }
        let kinds: KindSettings
        do {
            kinds = try KindSettings(try await rereadSettings())
        } catch {
            parts.logger.error("the former settings of the kinds stay in force", metadata: ["problem": "\(error)"])
            return
        }
        guard kinds != service.settings else { return }
        service.adopt(kinds)
        parts.logger.notice("the settings of the kinds were read again", metadata: ["kinds": "\(kinds.hash)"])
        await KindSweep(service: service, logger: parts.logger).run()
    }

    private func serve(_ server: RPCServer, _ health: HealthMonitor) async throws {
        async let announced = announce(server)
        do {
            try await run(server, health)
        } catch let error as RPCTransportError {
            throw StartFailure(error.kind == .addressInUse ? .inUse : .usage, error.message)
        }
        let addresses = try await announced
        parts.settings.addressFile.map(AddressFile.init(path:))?.remove(ifItSays: addresses)
    }

    /// Serves until told to stop. Whoever watches the health is told of it at once: a watch would hold up the drain.
    private func run(_ server: RPCServer, _ health: HealthMonitor) async throws {
        try await withGracefulShutdownHandler {
            async let _: Void = health.run()
            try await server.run()
            // Leaving the scope cancels what still looks.
        } onGracefulShutdown: {
            health.stop()
        }
    }

    /// What must hold before the first call: a database that answers, with the tables that this program needs.
    ///
    /// - Returns: nil when a stop was asked for first.
    /// - Throws: `StartFailure` when waiting would not help.
    func prepare() async throws -> PageTokenKey? {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await parts.database.waitUntilReachable { problem in tellWaiting(problem) }
                    try await parts.requireDatabase()
                    return try await tokenKey()
                } catch let failure as StartFailure where failure.kind == .databaseAway {
                    // It went away again in between.
                    if !Task.isCancelled { tellWaiting(failure.message) }
                } catch {
                    if Task.isCancelled { return nil }
                    throw error
                }
            }
            return nil
        }
    }

    private func tokenKey() async throws(StartFailure) -> PageTokenKey {
        do throws(StoreError) {
            return try await parts.store.pageTokenKey()
        } catch {
            switch error {
            case .unavailable, .overloaded, .timedOut, .cancelled: throw StartFailure(.databaseAway, "\(error)")
            case .nameTaken, .keyTaken, .specTooLarge, .outOfSpace, .conflict, .failure:
                throw StartFailure(.databaseSchema, "\(error)")
            }
        }
    }

    private func tellWaiting(_ problem: String) {
        parts.logger.warning("waiting for the database", metadata: ["problem": "\(problem)"])
    }

    private func announce(_ server: RPCServer) async throws -> [RPCAddress] {
        let addresses = try await server.boundAddresses()
        try parts.settings.addressFile.map(AddressFile.init(path:))?.write(addresses)
        parts.logger.notice(
            "serving",
            metadata: [
                "addresses": "\(addresses.map(\.description).joined(separator: " "))",
                "server_version": "\(ServerVersion.current)",
            ])
        listening.make(.success(addresses))
        return addresses
    }
}

package import Logging
package import RPCCore
internal import ServiceLifecycle

/// A whole server: database, rules, handlers and sockets as one service.
///
/// It stops when its service group shuts down gracefully: no new calls, running ones finished, then the database's
/// connections closed.
package final class FleetServer: Service {
    let settings: ServerSettings
    let servesBench: Bool
    let logger: Logger
    let listening = Announcement<[RPCAddress]>()
    let reloads: AsyncStream<Void>
    /// Reads the settings anew on a reload; nil where they cannot change.
    let rereadSettings: (@Sendable () async throws(SettingsError) -> ServerSettings)?
    private let reloadRequests: AsyncStream<Void>.Continuation

    /// A server that does nothing before `run()`.
    ///
    /// - Parameters:
    ///   - servesBench: whether it also answers the echoes of measurements.
    ///   - rereadSettings: reads the settings anew on a reload, which takes the kinds' from there and no others.
    package init(
        settings: ServerSettings, servesBench: Bool = false, logger: Logger,
        rereadSettings: (@Sendable () async throws(SettingsError) -> ServerSettings)? = nil
    ) {
        self.settings = settings
        self.servesBench = servesBench
        self.logger = logger
        self.rereadSettings = rereadSettings
        (reloads, reloadRequests) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Has the server look at the files of certificates, tokens and settings now, and not only when their time has come.
    package func reload() {
        reloadRequests.yield()
    }

    /// Where the server listens, port 0 resolved; waits until it does.
    ///
    /// - Throws: what `run()` threw when it could not start.
    package var boundAddresses: [RPCAddress] {
        get async throws { try await listening.wait() }
    }

    /// Starts, serves until graceful shutdown or cancellation, and stops. To be called once.
    ///
    /// - Throws: `StartFailure` when something is in the way of a start.
    package func run() async throws {
        do {
            let parts = try ServerParts(settings: settings, servesBench: servesBench, logger: logger)
            try await serve(parts)
            listening.make(.failure(StartFailure(.other, "the server was stopped before it listened")))
        } catch {
            listening.make(.failure(error))
            throw error
        }
    }

    /// A logger for parts whose every step is no news to an operator.
    var quietLogger: Logger { logger.quiet }

    private func serve(_ parts: ServerParts) async throws {
        var configuration = ServiceGroupConfiguration(
            services: [] as [ServiceGroupConfiguration.ServiceConfiguration], logger: quietLogger)
        // Services stop in the opposite order: the database goes last.
        configuration.services = [
            ServiceGroupConfiguration.ServiceConfiguration(service: DatabaseService(database: parts.database)),
            ServiceGroupConfiguration.ServiceConfiguration(
                service: CallService(
                    parts: parts, listening: listening, reloads: reloads, rereadSettings: rereadSettings),
                successTerminationBehavior: .gracefullyShutdownGroup),
        ]
        try await ServiceGroup(configuration: configuration).run()
    }
}

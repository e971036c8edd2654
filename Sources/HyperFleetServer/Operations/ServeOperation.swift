package import Logging
internal import ServiceLifecycle

/// Runs a server as a program: until SIGTERM or SIGINT.
package enum ServeOperation {
    /// Serves until a signal asks to stop and running calls are finished; a second signal ends the process.
    ///
    /// - Parameters:
    ///   - servesBench: whether the echoes of measurements are answered too.
    ///   - rereadSettings: reads the settings anew; with it SIGHUP looks at the files of certificates, tokens and
    ///     settings, without it SIGHUP ends the process, as a terminal that is closed should.
    /// - Throws: `StartFailure` when something is in the way of a start.
    package static func run(
        settings: ServerSettings, servesBench: Bool = false, logger: Logger,
        rereadSettings: (@Sendable () async throws(SettingsError) -> ServerSettings)? = nil
    ) async throws {
        let signals = StopSignals()
        let reload = rereadSettings == nil ? nil : ReloadSignal()
        let reloadRequests = reload?.requests
        let firstSignal = signals.first
        log(settings, to: logger)
        let server = FleetServer(
            settings: settings, servesBench: servesBench, logger: logger, rereadSettings: rereadSettings)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: logger.quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                for await name in firstSignal {
                    logger.notice("stopping: no new calls, running ones are finished", metadata: ["signal": "\(name)"])
                    await group.triggerGracefulShutdown()
                }
            }
            if let reloadRequests {
                tasks.addTask { for await _ in reloadRequests { server.reload() } }
            }
            defer { tasks.cancelAll() }
            try await group.run()
        }
        withExtendedLifetime((signals, reload)) { logger.notice("stopped") }
    }

    /// Every setting with where it came from, one line.
    private static func log(_ settings: ServerSettings, to logger: Logger) {
        var values: Logger.Metadata = [:]
        for setting in settings.resolved where setting.origin != .defaultValue {
            values[setting.key] = "\(setting.text ?? "") (\(setting.origin.description))"
        }
        logger.info("settings beside the defaults", metadata: values)
    }
}

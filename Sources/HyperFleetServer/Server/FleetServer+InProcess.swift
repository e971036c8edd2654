internal import HyperFleetRPC
package import RPCCore
internal import RPCTransport
internal import ServiceLifecycle

extension FleetServer {
    /// Runs the server without sockets for as long as `body` does: its database, its rules and its handlers, behind a
    /// transport within this process.
    ///
    /// - Returns: what `body` returns, once every call has ended and the database's connections are closed.
    /// - Throws: what `body` throws; `StartFailure` when something is in the way of a start.
    package func whileServingInProcess<Value>(
        isolation: isolated (any Actor)? = #isolation, _ body: (any ClientTransport) async throws -> Value
    ) async throws -> Value {
        let parts = try ServerParts(settings: settings, servesBench: servesBench, logger: logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [DatabaseService(database: parts.database)], logger: quietLogger))
        async let running: Void = group.run()
        let result: Result<Value, any Error>
        do {
            result = .success(try await serve(parts, body))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await running
        return try result.get()
    }

    private func serve<Value>(
        _ parts: ServerParts, isolation: isolated (any Actor)? = #isolation,
        _ body: (any ClientTransport) async throws -> Value
    ) async throws -> Value {
        try await parts.tokens?.load()
        guard
            let tokenKey = try await CallService(
                parts: parts, listening: listening, reloads: reloads, rereadSettings: rereadSettings
            ).prepare()
        else {
            throw CancellationError()
        }
        let service = parts.service(tokenKey: tokenKey)
        let health = parts.healthMonitor(of: service)
        let transport = InProcessTransport(
            router: parts.router(service: service, health: health), limits: settings.transport.limits)
        async let _: Void = health.run()
        async let _: Void? = parts.tokens?.watch()
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(transport))
        } catch {
            result = .failure(error)
        }
        // Whoever watches the health is told of it first, as when a server drains.
        health.stop()
        await transport.close()
        return try result.get()
    }
}

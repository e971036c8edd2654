package import RPCCore
internal import ServiceLifecycle

extension FleetServer {
    /// Runs the server for as long as `body` does: starts it, calls `body` with its addresses once it listens, and
    /// stops it cleanly.
    ///
    /// - Returns: what `body` returns, once the server has stopped.
    /// - Throws: what `body` throws; what `run()` throws when the server could not start.
    package func whileServing<Value>(
        isolation: isolated (any Actor)? = #isolation, _ body: ([RPCAddress]) async throws -> Value
    ) async throws -> Value {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: self, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: quietLogger))
        async let running: Void = group.run()
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(try await boundAddresses))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await running
        return try result.get()
    }
}

public import Logging
public import RPCCore

/// Calls `body` with a client that lives as long as `body` runs.
///
/// ```swift
/// try await withFleetClient(address: .tcp(host: "127.0.0.1", port: 8470)) { client in
///     let cluster = try await client.clusters.get(.name("production", owner: nil))
///     logger.info("generation \(cluster.generation)")
/// }
/// ```
///
/// - Returns: what `body` returns, once the connection is closed.
/// - Throws: what `body` throws; the client itself throws nothing here, its calls do.
public func withFleetClient<Value>(
    address: RPCAddress, configuration: FleetClientConfiguration = .defaults, logger: Logger? = nil,
    isolation: isolated (any Actor)? = #isolation, _ body: (FleetClient) async throws -> Value
) async throws -> Value {
    let client = FleetClient(address: address, configuration: configuration, logger: logger)
    do {
        let value = try await body(client)
        await client.close()
        return value
    } catch {
        await client.close()
        throw error
    }
}

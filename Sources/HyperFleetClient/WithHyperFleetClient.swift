public import Logging
public import RPCCore

/// Calls `body` with a client that lives as long as `body` runs.
///
/// ```swift
/// try await withHyperFleetClient(address: .tcp(host: "127.0.0.1", port: 8470)) { client in
///     let cluster = try await client.clusters.get(.name("production", owner: nil))
///     logger.info("generation \(cluster.generation)")
/// }
/// ```
///
/// - Returns: what `body` returns, once the connections are closed.
/// - Throws: what `body` throws; the client itself throws nothing here, its calls do.
public func withHyperFleetClient<Value>(
    address: RPCAddress, configuration: FleetClientConfiguration = .defaults, logger: Logger? = nil,
    isolation: isolated (any Actor)? = #isolation, _ body: (FleetClient) async throws -> Value
) async throws -> Value {
    try await withHyperFleetClient(
        addresses: [address], configuration: configuration, logger: logger, isolation: isolation, body)
}

/// Calls `body` with a client of several servers that are alike; it lives as long as `body` runs.
///
/// ```swift
/// let addresses: [RPCAddress] = [.tcp(host: "fleet-1", port: 8470), .tcp(host: "fleet-2", port: 8470)]
/// try await withHyperFleetClient(addresses: addresses) { client in
///     for try await cluster in client.clusters.list() {
///         logger.info("\(cluster.name): generation \(cluster.generation)")
///     }
/// }
/// ```
///
/// - Precondition: `addresses` is not empty.
/// - Returns: what `body` returns, once the connections are closed.
/// - Throws: what `body` throws; the client itself throws nothing here, its calls do.
public func withHyperFleetClient<Value>(
    addresses: [RPCAddress], configuration: FleetClientConfiguration = .defaults, logger: Logger? = nil,
    isolation: isolated (any Actor)? = #isolation, _ body: (FleetClient) async throws -> Value
) async throws -> Value {
    let client = FleetClient(addresses: addresses, configuration: configuration, logger: logger)
    do {
        let value = try await body(client)
        await client.close()
        return value
    } catch {
        await client.close()
        throw error
    }
}

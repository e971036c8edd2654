public import HyperFleetClient
internal import HyperFleetServer

/// Calls `body` with a client and a real server in this process, over a PostgreSQL database of its own.
///
/// The PostgreSQL belongs to the process and is started with the first call; each call gets a new, empty database in
/// it, so that calls may run side by side. Nothing is left behind.
///
/// ```swift
/// try await withFleetServer { client, server in
///     let cluster = try await client.clusters.create(name: "production", spec: Array("{}".utf8))
///     #expect(cluster.generation == 1)
/// }
/// ```
///
/// Without sockets, for code that only ever sees the client:
///
/// ```swift
/// try await withFleetServer(TestServerOptions(transport: .inProcess)) { client, _ in
///     let health = try await client.health.check()
///     #expect(health.isServing)
/// }
/// ```
///
/// - Parameters:
///   - options: what the server is told; see each for what holds without it.
///   - body: takes a client that is connected to the server's first address, and the server.
/// - Returns: what `body` returns, once the server has stopped.
/// - Throws: what `body` throws, or a sentence about why there is no server.
public func withFleetServer<Value>(
    _ options: TestServerOptions = TestServerOptions(), isolation: isolated (any Actor)? = #isolation,
    _ body: (FleetClient, TestServer) async throws -> Value
) async throws -> Value {
    let database = try ScratchDatabase.make()
    defer { database.drop() }
    let settings = try await options.settings(databaseURL: database.url)
    try await MigrateOperation(settings: settings, logger: options.logger).run()
    let server = FleetServer(settings: settings, servesBench: options.servesBench, logger: options.logger)
    switch options.transport {
    case .sockets:
        return try await server.whileServing { addresses in
            guard let address = addresses.first else { throw TestServer.HasNoAddress() }
            let running = TestServer(addresses: addresses, databaseURL: database.url)
            return try await withHyperFleetClient(address: address, configuration: options.client) { client in
                try await body(client, running)
            }
        }
    case .inProcess:
        return try await server.whileServingInProcess { transport in
            let client = FleetClient(transport: transport, configuration: options.client)
            return try await body(client, TestServer(addresses: [], databaseURL: database.url))
        }
    }
}

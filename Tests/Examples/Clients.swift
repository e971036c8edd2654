import HyperFleetClient
import Logging
import ServiceLifecycle
import UnixSignals

/// Examples that name servers of their own: compiled, and not run.
enum Clients {
    static let logger = Logger(label: "examples") { _ in SwiftLogNoOpLogHandler() }

    static func oneServer() async throws {
        try await withHyperFleetClient(address: .tcp(host: "127.0.0.1", port: 8470)) { client in
            let cluster = try await client.clusters.get(.name("production", owner: nil))
            logger.info("generation \(cluster.generation)")
        }
    }

    static func severalServers() async throws {
        let addresses: [RPCAddress] = [.tcp(host: "fleet-1", port: 8470), .tcp(host: "fleet-2", port: 8470)]
        try await withHyperFleetClient(addresses: addresses) { client in
            for try await cluster in client.clusters.list() {
                logger.info("\(cluster.name): generation \(cluster.generation)")
            }
        }
    }

    static func configured() -> FleetClient {
        var configuration = FleetClientConfiguration.defaults
        configuration.timeout = .seconds(5)
        configuration.tls = FleetClientTLS()
        configuration.tokenFile = "/var/run/secrets/hyperfleet/token"
        let client = FleetClient(address: .tcp(host: "fleet", port: 8470), configuration: configuration)
        return client
    }

    static func service() async throws {
        let client = FleetClient(address: .unix(path: "/run/hyperfleet.sock"), logger: logger)
        let group = ServiceGroup(
            services: [client, Reconciler(client: client)], gracefulShutdownSignals: [.sigterm], logger: logger)
        try await group.run()
    }

    private struct Reconciler: Service {
        let client: FleetClient

        func run() async throws {
            for try await cluster in client.clusters.list() { logger.info("\(cluster.name)") }
        }
    }
}

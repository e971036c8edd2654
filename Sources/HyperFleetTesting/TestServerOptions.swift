public import HyperFleetClient
internal import HyperFleetServer
public import Logging

/// What a server for a test is told.
public struct TestServerOptions: Sendable {
    /// How the client reaches the server.
    public enum Transport: Sendable, Hashable {
        /// Over a socket, as everywhere else.
        case sockets
        /// Within the process: no sockets, and everything else as over them, from the messages' encoding to deadlines,
        /// cancels, backpressure and the limits of one connection. The caller is `anonymous@hyperfleet.local` without a
        /// token, and who the server's table says with one.
        case inProcess
    }

    /// How the client reaches the server; over a socket unless said otherwise.
    public var transport: Transport
    /// How the client behaves.
    public var client: FleetClientConfiguration
    /// Where to listen; a free port of the loopback address unless said otherwise.
    public var listen: [RPCAddress]
    /// The path of a provider schema; without one, any JSON object is taken as a spec.
    public var schemaFile: String?
    /// Adapters that a cluster waits for, in order.
    public var clusterAdapters: [String]
    /// Adapters that a node pool waits for, in order.
    public var nodePoolAdapters: [String]
    /// Further settings by their key in docs/configuration.md, written as in a flag.
    public var settings: [String: String]
    /// Hears of what the server does; silent unless given.
    public var logger: Logger
    /// Whether the server answers echoes, for measuring the transport.
    package var servesBench = false

    /// Options of a server that listens on a free port and waits for the adapters of a default server.
    public init(
        transport: Transport = .sockets, client: FleetClientConfiguration = .defaults,
        listen: [RPCAddress] = [.tcp(host: "127.0.0.1", port: 0)], schemaFile: String? = nil,
        clusterAdapters: [String] = ["validation", "dns", "pullsecret", "hypershift"],
        nodePoolAdapters: [String] = ["validation", "hypershift"], settings: [String: String] = [:],
        logger: Logger = Logger(label: "hyperfleet-testing") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.transport = transport
        self.client = client
        self.listen = listen
        self.schemaFile = schemaFile
        self.clusterAdapters = clusterAdapters
        self.nodePoolAdapters = nodePoolAdapters
        self.settings = settings
        self.logger = logger
    }

    /// The same as a server's settings.
    func settings(databaseURL: String) async throws -> ServerSettings {
        // Few connections each, so that many servers fit beside each other.
        var flags = [
            "database.readers": "1", "database.searchers": "1", "database.writers": "2", "database.transactions": "2",
        ]
        flags.merge(settings) { _, given in given }
        flags["database.url"] = databaseURL
        flags["schema.file"] = schemaFile
        flags["server.listen"] = listen.map(\.description).joined(separator: ",")
        flags["adapters.cluster"] = clusterAdapters.joined(separator: ",")
        flags["adapters.node-pool"] = nodePoolAdapters.joined(separator: ",")
        return try await ServerSettings(flags: flags, requiring: [.database])
    }
}

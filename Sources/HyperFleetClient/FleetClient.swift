public import Logging
public import RPCCore
internal import RPCTelemetry
internal import RPCTransport
public import ServiceLifecycle

/// A client of HyperFleet servers: clusters, node pools, adapters' reports and health.
///
/// It connects when the first call needs it, again when a connection was lost or closed for idleness, and carries any
/// number of calls at the same time over one connection per address. Calls that a repeat cannot harm are repeated within
/// their timeout when the server was unavailable; a server that stops in good order is never noticed while there is
/// another, or it comes back in time. Every call throws `RPCError`, and ends with the deadline of the call that it is
/// part of (`Deadline.current`) at the latest. Calls are traced and counted where the process has set up
/// swift-distributed-tracing and swift-metrics before it made the client.
///
/// Use it within `withHyperFleetClient(address:_:)`, run it in a `ServiceGroup`, or close it oneself.
///
/// ```swift
/// let client = FleetClient(address: .unix(path: "/run/hyperfleet.sock"), logger: logger)
/// let group = ServiceGroup(
///     services: [client, Reconciler(client: client)], gracefulShutdownSignals: [.sigterm], logger: logger)
/// try await group.run()
/// ```
public final class FleetClient: Sendable, Service {
    /// Clusters: create, read, change, delete.
    public let clusters: ClusterClient
    /// Node pools of clusters: create, read, change, delete.
    public let nodePools: NodePoolClient
    /// What adapters report: report, list.
    public let adapterStatuses: AdapterStatusClient
    /// What specs must look like.
    public let schemas: SchemaClient
    /// Whether the server can do its work.
    public let health: HealthClient
    /// Echoes, for measuring; only a bench server answers them.
    package let bench: BenchClient
    /// Any method, for tools that know it at run time only.
    package let caller: MethodCaller

    /// The sockets; nil where the client has none.
    private let sockets: RPCClient?
    private let closing: AsyncStream<Void>
    private let closed: AsyncStream<Void>.Continuation

    /// A client of the server at `address`, which is not connected to before the first call.
    ///
    /// - Parameter logger: hears of calls that ended, and of connections lost and found again; silent unless given.
    public convenience init(
        address: RPCAddress, configuration: FleetClientConfiguration = .defaults, logger: Logger? = nil
    ) {
        self.init(addresses: [address], configuration: configuration, logger: logger)
    }

    /// A client of servers that are alike, one at each of `addresses`; none is connected to before the first call.
    ///
    /// Calls are shared out among the addresses that can be reached and serve; one that keeps failing is left out for a
    /// while. A host name stands for one address, whatever it resolves to.
    ///
    /// - Precondition: `addresses` is not empty.
    /// - Parameter logger: hears of calls that ended, and of connections lost and found again; silent unless given.
    public convenience init(
        addresses: [RPCAddress], configuration: FleetClientConfiguration = .defaults, logger: Logger? = nil
    ) {
        let sockets = RPCClient(
            addresses: addresses, configuration: RPCClientConfiguration(configuration), logger: logger ?? .silent,
            observer: ClientTelemetry.observer())
        self.init(
            transport: configuration.authorized(sockets, to: addresses), sockets: sockets,
            configuration: configuration, logger: logger)
    }

    /// A client whose calls `transport` makes within this process; closing the client leaves it alone.
    package convenience init(
        transport: any ClientTransport, configuration: FleetClientConfiguration = .defaults, logger: Logger? = nil
    ) {
        self.init(
            transport: configuration.authorized(transport, to: []), sockets: nil, configuration: configuration,
            logger: logger)
    }

    private init(
        transport: any ClientTransport, sockets: RPCClient?, configuration: FleetClientConfiguration, logger: Logger?
    ) {
        self.sockets = sockets
        (closing, closed) = AsyncStream.makeStream(of: Void.self)
        let interceptors = ClientTelemetry.interceptors(logger: logger) + configuration.interceptors
        caller = MethodCaller(
            transport: interceptors.isEmpty
                ? transport : InterceptedTransport(transport, interceptors: interceptors),
            timeout: configuration.timeout)
        clusters = ClusterClient(caller: caller)
        nodePools = NodePoolClient(caller: caller)
        adapterStatuses = AdapterStatusClient(caller: caller)
        schemas = SchemaClient(caller: caller)
        health = HealthClient(caller: caller)
        bench = BenchClient(caller: caller)
    }

    /// Keeps the client until the task is cancelled, the service group shuts down, or `close()` is called; then it is
    /// closed. To be called once; calls work without it.
    public func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            // Both ways out mean the same here.
            group.addTask { try? await gracefulShutdown() }
            group.addTask { for await _ in self.closing {} }
            await group.next()
            group.cancelAll()
        }
        await close()
    }

    /// Closes the connections and waits until they are gone; calls that still run on them fail with `UNAVAILABLE`, and
    /// so do later ones. May be called more than once.
    public func close() async {
        closed.finish()
        await sockets?.close()
    }
}

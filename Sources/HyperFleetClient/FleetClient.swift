public import Logging
public import RPCCore
internal import RPCTransport
public import ServiceLifecycle

/// A client of one HyperFleet server: clusters, node pools, adapters' reports and health.
///
/// It connects when the first call needs it, again when the connection was lost, and carries any number of calls at
/// the same time over one connection. Calls that a repeat cannot harm are repeated within their timeout when the
/// server was unavailable. Every call throws `RPCError`. Use it within `withFleetClient(address:_:)`, run it in a
/// `ServiceGroup`, or close it oneself.
public final class FleetClient: Sendable, Service {
    /// Clusters: create, read, change, delete.
    public let clusters: ClusterClient
    /// Node pools of clusters: create, read, change, delete.
    public let nodePools: NodePoolClient
    /// What adapters report: report, list.
    public let adapterStatuses: AdapterStatusClient
    /// Whether the server can do its work.
    public let health: HealthClient
    /// Echoes, for measuring; only a bench server answers them.
    package let bench: BenchClient
    /// Any method, for tools that know it at run time only.
    package let caller: MethodCaller

    private let transport: RPCClient
    private let closing: AsyncStream<Void>
    private let closed: AsyncStream<Void>.Continuation

    /// A client of the server at `address`, which is not connected to before the first call.
    ///
    /// - Parameter logger: hears of connections lost and found again; silent unless given.
    public init(
        address: RPCAddress, configuration: FleetClientConfiguration = .defaults, logger: Logger? = nil
    ) {
        transport = RPCClient(
            address: address, configuration: RPCClientConfiguration(configuration), logger: logger ?? .silent)
        (closing, closed) = AsyncStream.makeStream(of: Void.self)
        caller = MethodCaller(
            transport: configuration.authorized(transport, to: [address]), timeout: configuration.timeout)
        clusters = ClusterClient(caller: caller)
        nodePools = NodePoolClient(caller: caller)
        adapterStatuses = AdapterStatusClient(caller: caller)
        health = HealthClient(caller: caller)
        bench = BenchClient(caller: caller)
    }

    /// Keeps the client until the task is cancelled, the service group shuts down, or `close()` is called; then it is
    /// closed. To be called once; calls work without it.
    public func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.transport.run() }
            group.addTask { for await _ in self.closing {} }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Closes the connection and waits until it is gone; calls that still run on it fail with `UNAVAILABLE`, and so
    /// do later ones. May be called more than once.
    public func close() async {
        closed.finish()
        await transport.close()
    }
}

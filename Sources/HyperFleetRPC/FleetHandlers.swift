package import HyperFleetModel
package import HyperFleetService
package import Logging
package import RPCCore

/// Everything that a fleet's server serves.
package enum FleetHandlers {
    /// Registers ClusterService, NodePoolService, AdapterStatusService, SchemaService, ServerService, HealthService and
    /// ReflectionService.
    ///
    /// - Parameters:
    ///   - router: What other services are to be known to health checks and reflection is registered before.
    ///   - health: Answers health checks, and whoever watches while it runs.
    ///   - status: Reads the server's figures.
    ///   - streamLimits: How long a streamed list may hold its snapshot.
    package static func register(
        in router: inout Router, service: FleetService, health: HealthMonitor,
        status: @escaping @Sendable () -> ServerStatus, streamLimits: StreamLimits = StreamLimits(),
        logger: Logger = Logger(label: "hyperfleet.rpc")
    ) {
        let calls = ServiceCalls(service: service, streamLimits: streamLimits, logger: logger)
        ClusterHandlers(calls: calls).register(in: &router)
        NodePoolHandlers(calls: calls).register(in: &router)
        AdapterStatusHandlers(calls: calls).register(in: &router)
        SchemaHandlers(calls: calls).register(in: &router)
        ServerHandlers(figures: status).register(in: &router)
        HealthHandlers(monitor: health, knownServices: router.services + [ReflectionHandlers.service])
            .register(in: &router)
        ReflectionHandlers(methods: router.methods).register(in: &router)
    }
}

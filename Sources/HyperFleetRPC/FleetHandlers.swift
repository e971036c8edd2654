package import HyperFleetService
package import Logging
package import RPCCore

/// Everything that a fleet's server serves.
package enum FleetHandlers {
    /// Registers ClusterService, NodePoolService, AdapterStatusService and HealthService.
    ///
    /// - Parameters:
    ///   - router: What other services are to be known to health checks is registered before.
    ///   - version: The server program's version, as health checks answer it.
    package static func register(
        in router: inout Router, service: FleetService, version: String,
        logger: Logger = Logger(label: "hyperfleet.rpc")
    ) {
        let calls = ServiceCalls(service: service, logger: logger)
        ClusterHandlers(calls: calls).register(in: &router)
        NodePoolHandlers(calls: calls).register(in: &router)
        AdapterStatusHandlers(calls: calls).register(in: &router)
        HealthHandlers(service: service, version: version, knownServices: router.services).register(in: &router)
    }
}

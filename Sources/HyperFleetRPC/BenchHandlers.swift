internal import HyperFleetProto
package import RPCCore

/// `hyperfleet.v1.BenchService`: served only where the transport itself is measured.
package enum BenchHandlers {
    /// Registers Echo, which answers its payload.
    package static func register(in router: inout Router) {
        router.register(BenchMethods.echo) {
            (request: EchoRequest, _) async throws(RPCError) -> EchoResponse in
            EchoResponse(payload: request.payload)
        }
    }
}

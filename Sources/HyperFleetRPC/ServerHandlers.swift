internal import HyperFleetModel
internal import HyperFleetProto
internal import RPCCore

/// `hyperfleet.v1.ServerService`.
struct ServerHandlers: Sendable {
    /// Reads the figures now.
    let figures: @Sendable () -> ServerStatus

    func register(in router: inout Router) {
        router.register(ServerMethods.status, handler: status)
    }

    @Sendable
    private func status(
        _ request: ServerStatusRequest, _ context: CallContext
    ) async throws(RPCError) -> ServerStatusResponse {
        ServerStatusResponse(status: figures())
    }
}

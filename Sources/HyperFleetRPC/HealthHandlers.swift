internal import HyperFleetModel
internal import HyperFleetProto
internal import HyperFleetService
internal import RPCCore

/// `hyperfleet.v1.HealthService`.
struct HealthHandlers: Sendable {
    private let service: FleetService
    private let version: String
    private let knownServices: Set<String>

    init(service: FleetService, version: String, knownServices: [String]) {
        self.service = service
        self.version = version
        self.knownServices = Set(knownServices + [HealthMethods.service])
    }

    func register(in router: inout Router) {
        router.register(HealthMethods.check, handler: check)
    }

    @Sendable
    private func check(
        _ request: HealthCheckRequest, _ context: CallContext
    ) async throws(RPCError) -> HealthCheckResponse {
        guard request.service.isEmpty || knownServices.contains(request.service) else {
            throw RPCError(
                .notFound, reason: ErrorReason.resourceNotFound.rawValue,
                message: "There is no such service here; known are \(knownServices.sorted().joined(separator: ", ")).",
                processed: .no)
        }
        let trouble = await service.check()
        return HealthCheckResponse(
            health: Health(isServing: trouble == nil, message: trouble ?? "", version: version))
    }
}

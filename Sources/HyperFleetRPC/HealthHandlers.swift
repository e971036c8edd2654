internal import HyperFleetModel
internal import HyperFleetProto
internal import RPCCore

/// `hyperfleet.v1.HealthService`.
struct HealthHandlers: Sendable {
    private let monitor: HealthMonitor
    private let knownServices: Set<String>

    init(monitor: HealthMonitor, knownServices: [String]) {
        self.monitor = monitor
        self.knownServices = Set(knownServices + [HealthMethods.service])
    }

    func register(in router: inout Router) {
        router.register(HealthMethods.check, handler: check)
        router.register(serverStreaming: HealthMethods.watch, handler: watch)
    }

    @Sendable
    private func check(
        _ request: HealthCheckRequest, _ context: CallContext
    ) async throws(RPCError) -> HealthCheckResponse {
        try requireKnown(request.service)
        return HealthCheckResponse(health: await monitor.now())
    }

    @Sendable
    private func watch(
        _ request: HealthCheckRequest, _ answers: AnswerWriter<HealthCheckResponse>, _ context: CallContext
    ) async throws(RPCError) {
        try requireKnown(request.service)
        // Subscribed before the first look, so that nothing falls between the two.
        let looks = monitor.looks()
        var told = await monitor.now()
        try await answers.write(HealthCheckResponse(health: told))
        for await health in looks where health != told {
            told = health
            try await answers.write(HealthCheckResponse(health: health))
        }
        if Task.isCancelled {
            throw RPCError(
                .cancelled, reason: ErrorReason.cancelled.rawValue, message: "The watch was given up.",
                processed: .yes)
        }
    }

    private func requireKnown(_ service: String) throws(RPCError) {
        guard service.isEmpty || knownServices.contains(service) else {
            throw RPCError(
                .notFound, reason: ErrorReason.resourceNotFound.rawValue,
                message: "There is no such service here; known are \(knownServices.sorted().joined(separator: ", ")).",
                processed: .no)
        }
    }
}

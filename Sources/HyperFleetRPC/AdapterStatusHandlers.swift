internal import HyperFleetModel
internal import HyperFleetProto
internal import HyperFleetService
internal import RPCCore

/// `hyperfleet.v1.AdapterStatusService`.
struct AdapterStatusHandlers: Sendable {
    let calls: ServiceCalls

    func register(in router: inout Router) {
        router.register(AdapterStatusMethods.report, handler: report)
        router.register(AdapterStatusMethods.list, handler: list)
    }

    @Sendable
    private func report(
        _ request: ReportRequest, _ context: CallContext
    ) async throws(RPCError) -> ReportResponse {
        let answer = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.report(request.target, request.report)
        }
        return ReportResponse(answer: answer)
    }

    @Sendable
    private func list(
        _ request: ListAdapterStatusesRequest, _ context: CallContext
    ) async throws(RPCError) -> ListAdapterStatusesResponse {
        let statuses = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.adapterStatuses(request.target)
        }
        return ListAdapterStatusesResponse(statuses: statuses)
    }
}

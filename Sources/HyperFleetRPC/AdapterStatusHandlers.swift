internal import HyperFleetModel
internal import HyperFleetProto
internal import HyperFleetService
internal import RPCCore

/// `hyperfleet.v1.AdapterStatusService`.
struct AdapterStatusHandlers: Sendable {
    /// The most reports of one stream: what became of each must fit into one answer.
    static let maximumStreamed = 10_000

    let calls: ServiceCalls

    func register(in router: inout Router) {
        router.register(AdapterStatusMethods.report, handler: report)
        router.register(AdapterStatusMethods.reportMany, handler: reportMany)
        router.register(clientStreaming: AdapterStatusMethods.reportStream, handler: reportStream)
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
    private func reportMany(
        _ request: ReportManyRequest, _ context: CallContext
    ) async throws(RPCError) -> ReportManyResponse {
        ReportManyResponse(results: try await results(of: request.items, context))
    }

    /// Stores what has come while the former batch was being stored, batch by batch.
    @Sendable
    private func reportStream(
        _ requests: RequestStream<ReportItem>, _ context: CallContext
    ) async throws(RPCError) -> ReportManyResponse {
        let queue = ReportQueue(capacity: FleetService.maximumReports)
        async let reading = Self.read(requests, into: queue)
        var response = ReportManyResponse(results: [])
        while let items = await queue.next() {
            do throws(RPCError) {
                response.results += try await results(of: items, context)
            } catch {
                queue.close()
                throw error
            }
        }
        if let failure = await reading { throw failure }
        return response
    }

    /// Reads a stream to its end; answers what cut it short.
    private static func read(_ requests: RequestStream<ReportItem>, into queue: ReportQueue) async -> RPCError? {
        defer { queue.close() }
        var count = 0
        do throws(RPCError) {
            for try await item in requests {
                count += 1
                guard count <= maximumStreamed else {
                    throw RPCError(
                        .resourceExhausted, reason: ErrorReason.limitReached.rawValue,
                        message: "A stream takes at most \(maximumStreamed) reports; the first \(maximumStreamed) are "
                            + "stored, begin another stream for the rest.",
                        processed: .yes)
                }
                await queue.add(item)
            }
            return nil
        } catch {
            return error
        }
    }

    /// What became of each item, those that could not be read included.
    private func results(
        of items: [ReportItem], _ context: CallContext
    ) async throws(RPCError) -> [Result<AcceptedReport, RPCError>] {
        let readable = items.compactMap { try? $0.content.get() }
        var stored: [Result<ReportAnswer, ServiceError>] = []
        if !readable.isEmpty || items.isEmpty {
            stored = try await calls.make(context) { (service) async throws(ServiceError) in
                try await service.reportMany(readable.map { ($0.target, $0.report) })
            }
        }
        var remaining = stored[...]
        return items.map { item in
            switch item.content {
            case .failure(let fault):
                return .failure(RPCError(fault))
            case .success:
                return (remaining.popFirst() ?? .failure(.unanswered)).map(AcceptedReport.init).mapError {
                    calls.answer(to: $0, context)
                }
            }
        }
    }

    @Sendable
    private func list(
        _ request: ListAdapterStatusesRequest, _ context: CallContext
    ) async throws(RPCError) -> ListAdapterStatusesResponse {
        let overview = try await calls.make(context) { (service) async throws(ServiceError) in
            try await service.adapterStatuses(request.target)
        }
        return ListAdapterStatusesResponse(overview: overview)
    }
}

extension RPCError {
    /// What is told of an item that cannot be read.
    fileprivate init(_ fault: ItemFault) {
        let first = fault.violations.first
        let message =
            fault.violations.count == 1
            ? "\(first?.field ?? "") \(first?.message ?? "")" : "The report breaks \(fault.violations.count) rules."
        self.init(
            .invalidArgument, reason: ErrorReason.validation.rawValue, message: message,
            violations: fault.violations, processed: .no)
    }
}

extension ServiceError {
    /// Fewer results than reports came back: a defect.
    fileprivate static var unanswered: ServiceError {
        ServiceError(.internalError, "The server lost the report's result.", processed: .maybe)
    }
}

public import HyperFleetModel
internal import HyperFleetProto
public import RPCCore

/// What adapters do: report, and see what was reported.
///
/// ```swift
/// let conditions = ["Available", "Applied", "Health"].map { type in
///     AdapterCondition(type: type, status: .isTrue, reason: "", message: "", lastTransitionTime: .now)
/// }
/// let report = Report(adapter: "validation", observedGeneration: cluster.generation, conditions: conditions)
/// let answer = try await client.adapterStatuses.report(
///     report, on: ReportTarget(kind: .cluster, reference: .id(cluster.id)))
/// logger.info("\(answer.outcome)")
/// ```
public struct AdapterStatusClient: Sendable {
    let caller: MethodCaller

    /// Stores an adapter's report about a resource in place of its former one.
    ///
    /// - Returns: what became of it (it may be stale, for one), and the resource's state after it.
    public func report(
        _ report: Report, on target: ReportTarget, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> ReportAnswer {
        let request = ReportRequest(target: target, report: report)
        let answer: ReportResponse = try await caller.call(AdapterStatusMethods.report, request, options: options)
        return answer.answer
    }

    /// Stores 1 to 1,000 reports as one call each would, those about one resource together.
    ///
    /// - Returns: what became of each, in their order; a bad one harms no other.
    public func reportMany(
        _ reports: [(report: Report, target: ReportTarget)], options: CallOptions = CallOptions()
    ) async throws(RPCError) -> [Result<AcceptedReport, RPCError>] {
        let request = ReportManyRequest(
            items: reports.map { ReportItem(ReportRequest(target: $0.target, report: $0.report)) })
        let answer: ReportManyResponse = try await caller.call(
            AdapterStatusMethods.reportMany, request, options: options)
        return answer.results
    }

    /// Stores reports as they come, at most 10,000, those about one resource that wait together in one transaction.
    ///
    /// - Parameter reports: sent as fast as the server takes them.
    /// - Returns: what became of each, in their order; a bad one harms no other.
    public func reportStream<Reports: AsyncSequence & Sendable>(
        _ reports: Reports, options: CallOptions = CallOptions()
    ) async throws -> [Result<AcceptedReport, RPCError>]
    where Reports.Element == (report: Report, target: ReportTarget) {
        let answer: ReportManyResponse = try await caller.send(
            to: AdapterStatusMethods.reportStream, options: options
        ) { (requests: RequestWriter<ReportItem>) in
            for try await (report, target) in reports {
                try await requests.write(ReportItem(ReportRequest(target: target, report: report)))
            }
        }
        return answer.results
    }

    /// Reads all reports about a resource, ordered by adapter.
    public func list(
        of target: ReportTarget, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> [AdapterStatus] {
        try await overview(of: target, options: options).statuses
    }

    /// Reads all reports about a resource, and which adapters it waits for.
    public func overview(
        of target: ReportTarget, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> AdapterOverview {
        let request = ListAdapterStatusesRequest(target: target)
        let answer: ListAdapterStatusesResponse = try await caller.call(
            AdapterStatusMethods.list, request, options: options)
        return answer.overview
    }
}

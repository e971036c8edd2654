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

    /// Reads all reports about a resource, ordered by adapter.
    public func list(
        of target: ReportTarget, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> [AdapterStatus] {
        let request = ListAdapterStatusesRequest(target: target)
        let answer: ListAdapterStatusesResponse = try await caller.call(
            AdapterStatusMethods.list, request, options: options)
        return answer.statuses
    }
}

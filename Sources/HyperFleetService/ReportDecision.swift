internal import HyperFleetModel
internal import JSONModel

/// What becomes of a report (behaviour.md section 3.3, with D3 and D4).
///
/// What is to be stored must be decided under the resource's lock. That nothing is to be written may be decided by a
/// plain read: it was so at the moment of the read.
enum ReportDecision: Sendable {
    /// Nothing is written, for this reason.
    case discard(ReportOutcome)
    /// The status takes the place of the adapter's former one; `aggregates` says whether it counts.
    case store(AdapterStatus, aggregates: Bool)

    /// How far an observed time may lie before and after the database's clock.
    static let window: (past: Duration, future: Duration) = (.seconds(30 * 60), .seconds(5 * 60))

    /// Decides, by the row's generation, the stored report of the same adapter and the database's clock.
    ///
    /// - Throws: `versionConflict` for a precondition that does not hold; `validation` for a time outside the window or
    ///   a report without a mandatory condition.
    init(_ report: CheckedReport, on reported: ReportedResource) throws(ServiceError) {
        try PreconditionRules.check(report.preconditions, against: reported.resource)
        try Self.checkWindow(report.observedTime, now: reported.now)
        let stored = reported.status
        if report.observedGeneration > reported.resource.generation {
            self = .discard(.futureGeneration)
            return
        }
        let time: Timestamp
        if let observed = report.observedTime {
            time = min(observed, reported.now)
        } else {
            time = max(reported.now, stored?.lastReportTime ?? reported.now)
        }
        if let stored {
            if let outcome = try Self.outcome(of: report, at: time, against: stored) {
                self = .discard(outcome)
                return
            }
        }
        let available = try Self.available(in: report.conditions)
        if available == .unknown, stored != nil {
            self = .discard(.unknownIgnored)
            return
        }
        let status = Self.status(of: report, at: time, replacing: stored)
        self = .store(status, aggregates: available != .unknown)
    }

    /// Why a report changes nothing beside the stored one of the same adapter; nil when it may.
    private static func outcome(
        of report: CheckedReport, at time: Timestamp, against stored: AdapterStatus
    ) throws(ServiceError) -> ReportOutcome? {
        if report.observedGeneration < stored.observedGeneration { return .staleGeneration }
        guard report.observedGeneration == stored.observedGeneration else { return nil }
        if time < stored.lastReportTime { return .staleTime }
        guard time == stored.lastReportTime else { return nil }
        let isSame =
            report.conditions.elementsEqual(stored.conditions, by: saysTheSame)
            ? try UpdateRules.areEqual(report.data, stored.data) : false
        return isSame ? .unchanged : nil
    }

    private static func saysTheSame(_ left: AdapterCondition, _ right: AdapterCondition) -> Bool {
        left.status == right.status && areIdentical(left.type, right.type)
            && areIdentical(left.reason, right.reason) && areIdentical(left.message, right.message)
    }

    /// Byte for byte: `==` of strings takes canonically equivalent texts for one.
    private static func areIdentical(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8)
    }

    private static func checkWindow(_ observed: Timestamp?, now: Timestamp) throws(ServiceError) {
        guard let observed else { return }
        if observed > now.advanced(by: window.future) {
            throw .invalid([
                Violation(
                    field: "observed_time", rule: "range",
                    message: "must not be more than 5 minutes ahead of the database's clock", value: observed.rfc3339)
            ])
        }
        if observed < now.advanced(by: .zero - window.past) {
            throw .invalid([
                Violation(
                    field: "observed_time", rule: "range",
                    message: "must not be more than 30 minutes behind the database's clock", value: observed.rfc3339)
            ])
        }
    }

    /// The status of `Available`, once every mandatory condition is there.
    private static func available(
        in conditions: [AdapterCondition]
    ) throws(ServiceError) -> AdapterCondition.Status {
        let missing = AdapterConditionType.mandatory.filter { type in !conditions.contains { $0.type == type } }
        guard missing.isEmpty, let available = conditions.first(where: { $0.type == AdapterConditionType.available })
        else {
            throw .invalid(
                missing.map { type in
                    Violation(
                        field: "conditions", rule: "required", message: "must hold the condition \(type)", value: type)
                })
        }
        return available.status
    }

    /// The row to be stored; a condition whose status stays keeps its transition time.
    private static func status(
        of report: CheckedReport, at time: Timestamp, replacing stored: AdapterStatus?
    ) -> AdapterStatus {
        let former = Dictionary(
            stored?.conditions.map { ($0.type, $0) } ?? [], uniquingKeysWith: { first, _ in first })
        let conditions = report.conditions.map { condition in
            var kept = condition
            let before = former[condition.type]
            kept.lastTransitionTime =
                before?.status == condition.status ? before?.lastTransitionTime ?? time : time
            return kept
        }
        return AdapterStatus(
            adapter: report.adapter, observedGeneration: report.observedGeneration, conditions: conditions,
            data: report.data, createdTime: stored?.createdTime ?? time, lastReportTime: time)
    }
}

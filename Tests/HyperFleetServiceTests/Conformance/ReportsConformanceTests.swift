import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetService

/// The cases about a report's form and classification; those that need a stored resource are left out here.
@Suite struct ReportsConformanceTests {
    @Test func cases() async throws {
        let run = ConformanceRun(
            "reports.json",
            exceptions: [
                // A report without a time is observed now, and is never discarded for it.
                "cls-003": "D4"
            ],
            areasLeftOut: [
                // ReportProcessConformanceTests.
                "status_report.process", "status_report.summary",
            ])
        try await run.run { conformanceCase in
            let input = conformanceCase.input
            switch conformanceCase.area {
            case "status_report.mandatory_conditions": return Self.mandatoryConditions(conformanceCase)
            case "status_report.classify": return Self.classify(conformanceCase)
            case "status_report.observed_generation":
                let generation = input["observed_generation"]?.int ?? 0
                return Self.violations(Report.sample(observedGeneration: generation)).isEmpty
                    == conformanceCase.expectsSuccess
            case "status_report.conditions": return Self.conditions(conformanceCase)
            case "status_report.observed_time_window": return Self.window(conformanceCase)
            default: return nil
            }
        }
    }

    private static let now = AggregationInput.time(.string("2024-01-01T00:10:00Z"))

    private static func violations(_ report: Report) -> [Violation] {
        do throws(ServiceError) {
            _ = try ReportRules.check(report, requiredAdapters: [])
            return []
        } catch {
            return error.violations
        }
    }

    private static func mandatoryConditions(_ conformanceCase: ConformanceCase) -> Bool {
        let conditions = conformanceCase.input["conditions"]?.items
            .compactMap { AggregationInput.adapterCondition($0, at: now) }
        let report = Report.sample(conditions: conditions ?? [])
        let missing = LockedResource.sample(now: now).refusals(of: report).first?.value
        return missing == conformanceCase.expected["missing"]?.text
            && (missing == nil) == conformanceCase.expectsSuccess
    }

    private static func classify(_ conformanceCase: ConformanceCase) -> Bool? {
        let input = conformanceCase.input
        guard let value = input["report"], let items = value["conditions"]?.items else { return nil }
        let conditions = items.compactMap { AggregationInput.adapterCondition($0, at: now) }
        // A status that is none of the three is refused while the message is read.
        guard conditions.count == items.count else { return conformanceCase.expected["decision"]?.text == "error" }
        var locked = LockedResource.sample(generation: input["resource_generation"]?.int ?? 1, now: now)
        if let existing = input["existing"], !existing.isNull {
            locked.statuses = [
                .sample(
                    adapter: "test-adapter", observedGeneration: existing["observed_generation"]?.int ?? 0,
                    time: AggregationInput.time(existing["observed_time"]))
            ]
        }
        let report = CheckedReport(
            adapter: "test-adapter", observedGeneration: value["observed_generation"]?.int ?? 0,
            observedTime: value["observed_time"]?.text.flatMap(Timestamp.init(rfc3339:)), conditions: conditions,
            data: .emptyObject)
        return described(report, on: locked) == wanted(conformanceCase.expected)
    }

    private static func described(_ report: CheckedReport, on locked: LockedResource) -> String {
        do throws(ServiceError) {
            switch try ReportDecision(report, on: locked.reported(by: report.adapter)) {
            case .discard(let outcome): return outcome.rawValue
            case .store(_, let aggregates): return "store, \(aggregates)"
            }
        } catch {
            return "error"
        }
    }

    private static func wanted(_ expected: JSONValue) -> String {
        switch (expected["decision"]?.text, expected["reason"]?.text) {
        case ("store", _): "store, \(expected["aggregate"]?.flag ?? false)"
        case ("discard", "future_generation"): ReportOutcome.futureGeneration.rawValue
        case ("discard", "stale_generation"): ReportOutcome.staleGeneration.rawValue
        case ("discard", "stale_observed_time"): ReportOutcome.staleTime.rawValue
        case ("discard", "subsequent_unknown_available"): ReportOutcome.unknownIgnored.rawValue
        case (let decision, nil): decision ?? ""
        case (_, let reason?): reason
        }
    }

    private static func conditions(_ conformanceCase: ConformanceCase) -> Bool {
        let expected = conformanceCase.expected
        let items = conformanceCase.input["conditions"]?.items ?? []
        let conditions = items.compactMap { AggregationInput.adapterCondition($0, at: now) }
        guard conditions.count == items.count else { return !conformanceCase.expectsSuccess }
        let violations = violations(Report.sample(conditions: conditions))
        guard let index = expected["index"]?.int else { return violations.isEmpty == conformanceCase.expectsSuccess }
        return violations.map(\.field) == ["conditions[\(index)].type"]
            && (expected["type"].map { $0.text == violations[0].value } ?? true)
    }

    private static func window(_ conformanceCase: ConformanceCase) -> Bool {
        var observed: Timestamp?
        if let offset = conformanceCase.input["observed_time_offset_seconds"]?.int {
            observed = now.advanced(by: .seconds(offset))
        } else if let text = conformanceCase.input["observed_time"]?.text {
            observed = Timestamp(rfc3339: text)
        }
        let refusals = LockedResource.sample(now: now).refusals(of: Report.sample(observedTime: observed))
        return refusals.isEmpty == conformanceCase.expectsSuccess
    }
}

extension LockedResource {
    /// The rules that a report of good form breaks on this row.
    fileprivate func refusals(of report: Report) -> [Violation] {
        do throws(ServiceError) {
            _ = try ReportDecision(
                ReportRules.check(report, requiredAdapters: []), on: reported(by: report.adapter))
            return []
        } catch {
            return error.violations
        }
    }
}

import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetService

@Suite struct ReportDecisionTests {
    private func decide(
        _ report: Report, stored: AdapterStatus? = nil, generation: Int64 = 1, now: Timestamp = minute(10)
    ) throws -> ReportDecision {
        let reported = ReportedResource(resource: .sample(generation: generation), status: stored, now: now)
        return try ReportDecision(try ReportRules.check(report, requiredAdapters: []), on: reported)
    }

    private func status(_ decision: ReportDecision) -> AdapterStatus? {
        guard case .store(let status, _) = decision else { return nil }
        return status
    }

    private func outcome(_ decision: ReportDecision) -> ReportOutcome? {
        guard case .discard(let outcome) = decision else { return nil }
        return outcome
    }

    @Test func aFastClockIsHeldToTheDatabases() throws {
        let fast = try decide(.sample(observedTime: minute(14)))
        #expect(status(fast)?.lastReportTime == minute(10))
        let slow = try decide(.sample(observedTime: minute(4)))
        #expect(status(slow)?.lastReportTime == minute(4))
        #expect(status(slow)?.createdTime == minute(4))
    }

    @Test func withoutATimeAReportIsNeverStale() throws {
        let ahead = AdapterStatus.sample(available: .isFalse, time: minute(12))
        let decision = try decide(.sample(), stored: ahead)
        #expect(status(decision)?.lastReportTime == minute(12))
        #expect(status(decision)?.createdTime == minute(12))
    }

    @Test func atTheSameTimeOnlyOtherContentApplies() throws {
        let stored = AdapterStatus.sample(time: minute(4))
        #expect(outcome(try decide(.sample(observedTime: minute(4)), stored: stored)) == .unchanged)
        let other = Report.sample(observedTime: minute(4), conditions: AdapterCondition.samples(available: .isFalse))
        #expect(status(try decide(other, stored: stored)) != nil)
        let data = Report.sample(observedTime: minute(4), data: #"{"a":1}"#)
        #expect(status(try decide(data, stored: stored)) != nil)
    }

    @Test func aRepeatedFirstUnknownIsUnchangedAndALaterOneIsIgnored() throws {
        let unknown = AdapterCondition.samples(available: .unknown)
        let first = try decide(.sample(observedTime: minute(4), conditions: unknown))
        let stored = try #require(status(first))
        let again = try decide(.sample(observedTime: minute(4), conditions: unknown), stored: stored)
        #expect(outcome(again) == .unchanged)
        let later = try decide(.sample(observedTime: minute(5), conditions: unknown), stored: stored)
        #expect(outcome(later) == .unknownIgnored)
    }

    @Test func transitionTimesMoveWithTheStatusAlone() throws {
        var stored = AdapterStatus.sample(time: minute(4))
        stored.conditions = AdapterCondition.samples().map { condition in
            var kept = condition
            kept.lastTransitionTime = minute(2)
            return kept
        }
        var conditions = AdapterCondition.samples(available: .isFalse, finalized: .isTrue)
        conditions[1].reason = "Other"
        let kept = try #require(
            status(try decide(.sample(observedTime: minute(6), conditions: conditions), stored: stored)))
        #expect(
            kept.conditions.map(\.lastTransitionTime) == [minute(6), minute(2), minute(2), minute(6)])
        #expect(kept.createdTime == stored.createdTime)
    }

    @Test func staleGenerationsAreDiscardedBeforeMandatoryConditionsAreAsked() throws {
        let stored = AdapterStatus.sample(observedGeneration: 2, time: minute(4))
        let old = Report.sample(observedGeneration: 1, conditions: [])
        #expect(outcome(try decide(old, stored: stored, generation: 3)) == .staleGeneration)
        let future = Report.sample(observedGeneration: 4, conditions: [])
        #expect(outcome(try decide(future, stored: stored, generation: 3)) == .futureGeneration)
        let newer = Report.sample(observedGeneration: 3, observedTime: minute(1))
        #expect(status(try decide(newer, stored: stored, generation: 3))?.lastReportTime == minute(1))
    }

    @Test func theWindowHasTwoEdges() throws {
        for (seconds, isGood) in [(300, true), (301, false), (-1_800, true), (-1_801, false)] as [(Int64, Bool)] {
            let observed = minute(10).advanced(by: .seconds(seconds))
            let error = try refused { _ = try decide(.sample(observedTime: observed)) }
            #expect((error == nil) == isGood)
        }
    }

    private func refused(_ call: () throws -> Void) throws -> ServiceError? {
        do {
            try call()
            return nil
        } catch let error as ServiceError {
            return error
        }
    }
}

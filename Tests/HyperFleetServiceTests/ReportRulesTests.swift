import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetService

@Suite struct ReportRulesTests {
    private func broken(_ report: Report, required: [String] = []) -> [String] {
        do throws(ServiceError) {
            _ = try ReportRules.check(report, requiredAdapters: required)
            return []
        } catch {
            return error.violations.map { "\($0.field) \($0.rule)" }
        }
    }

    @Test func everyBrokenRuleIsNamed() {
        let conditions: [AdapterCondition] = [
            .sample("", .isTrue), .sample("A", .isTrue), .sample("A", .isFalse), .sample("B\0", .isTrue),
        ]
        let report = Report.sample(adapter: "-", observedGeneration: 0, conditions: conditions, data: "[]")
        #expect(
            broken(report) == [
                "adapter pattern", "observed_generation range", "conditions[0].type required",
                "conditions[2].type unique", "conditions[3].type nul", "data type",
            ])
    }

    @Test func limits() {
        func conditions(_ count: Int) -> [AdapterCondition] {
            (0..<count).map { .sample("T\($0)", .isTrue) }
        }
        #expect(broken(.sample(conditions: conditions(100))).isEmpty)
        #expect(broken(.sample(conditions: conditions(101))) == ["conditions max_items"])
        func reason(_ length: Int) -> [AdapterCondition] {
            [.sample("A", .isTrue, reason: String(repeating: "é", count: length / 2))]
        }
        #expect(broken(.sample(conditions: reason(1_024))).isEmpty)
        #expect(broken(.sample(conditions: reason(1_026))) == ["conditions[0].reason max_length"])
    }

    @Test func conditionsAndDataShareOneLimit() {
        // `{"a":"…"}` is 8 bytes around its text, and 9 as the database prints it.
        func report(dataOf length: Int, message: Int) -> Report {
            var condition = AdapterCondition.sample("A", .isTrue)
            condition.message = String(repeating: "m", count: message)
            let data = "{\"a\":\"\(String(repeating: "d", count: length - 8))\"}"
            return .sample(conditions: [condition], data: data)
        }
        #expect(broken(report(dataOf: 100 * 1_024, message: 28 * 1_024 - 1)).isEmpty)
        #expect(broken(report(dataOf: 100 * 1_024, message: 28 * 1_024)) == ["data size"])
        #expect(broken(report(dataOf: 128 * 1_024 + 1, message: 0)) == ["data size"])
    }

    @Test func aNameThatLooksLikeARequiredAdaptersConditionIsRefused() {
        #expect(broken(.sample(adapter: "a1b"), required: ["a-1b"]) == ["adapter collision"])
        #expect(broken(.sample(adapter: "a-1b"), required: ["a-1b"]).isEmpty)
        #expect(broken(.sample(adapter: "other"), required: ["a-1b"]).isEmpty)
    }
}

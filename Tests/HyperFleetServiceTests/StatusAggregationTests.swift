import HyperFleetModel
import TestSupport
import Testing

@testable import HyperFleetService

@Suite struct StatusAggregationTests {
    /// Applies one step after another to a cluster that waits for `a` and `b`.
    private struct Story {
        var resource = Resource.sample()
        var statuses: [AdapterStatus] = []

        mutating func recompute(required: [String] = ["a", "b"], hasChildren: Bool = false) {
            resource.conditions = StatusAggregation.conditions(
                of: resource, statuses: statuses, requiredAdapters: required, hasChildren: hasChildren)
        }

        mutating func report(
            _ adapter: String, _ generation: Int64, _ available: AdapterCondition.Status,
            finalized: AdapterCondition.Status? = nil, at time: Timestamp
        ) {
            statuses.removeAll { $0.adapter == adapter }
            statuses.append(
                .sample(
                    adapter: adapter, observedGeneration: generation, available: available, finalized: finalized,
                    time: time))
            recompute()
        }

        mutating func raiseGeneration(at time: Timestamp) {
            resource.generation += 1
            resource.generationTime = time
            recompute()
        }

        /// Status and observed generation of Reconciled and LastKnownReconciled: `F1 T1`.
        var verdict: String {
            resource.conditions.prefix(2).map { "\($0.status ? "T" : "F")\($0.observedGeneration)" }
                .joined(separator: " ")
        }
    }

    @Test func typicalSequence() {
        var story = Story()
        story.recompute()
        #expect(story.verdict == "F1 F1")
        #expect(story.resource.conditions.allSatisfy { $0.lastTransitionTime == minute(0) })
        story.report("a", 1, .isTrue, at: minute(1))
        #expect(story.verdict == "F1 F1")
        story.report("b", 1, .isTrue, at: minute(2))
        #expect(story.verdict == "T1 T1")
        story.raiseGeneration(at: minute(3))
        #expect(story.verdict == "F2 T1")
        #expect(story.resource.conditions[0].lastTransitionTime == minute(3))
        story.report("a", 2, .isTrue, at: minute(4))
        #expect(story.verdict == "F2 T1")
        story.report("b", 2, .isFalse, at: minute(5))
        #expect(story.verdict == "F2 T1")
        story.report("b", 2, .isTrue, at: minute(6))
        #expect(story.verdict == "T2 T2")
        story.report("a", 2, .isFalse, at: minute(7))
        #expect(story.verdict == "F2 F2")
        story.resource.deletedTime = minute(8)
        story.raiseGeneration(at: minute(8))
        #expect(story.verdict == "F3 F2")
        story.report("a", 3, .isFalse, finalized: .isTrue, at: minute(9))
        story.report("b", 3, .isFalse, finalized: .isTrue, at: minute(10))
        #expect(story.verdict == "T3 F3")
        #expect(story.resource.conditions[0].reason == "ReconciledAll")
    }

    @Test func aKindThatWaitsForNobodyIsReconciledFromCreationOn() {
        var story = Story()
        story.recompute(required: [])
        #expect(story.verdict == "T1 T1")
        #expect(story.resource.conditions.map(\.reason) == ["NoRequiredAdapters", "NoRequiredAdapters"])
        story.resource.generation = 2
        story.resource.generationTime = minute(5)
        story.recompute(required: [])
        #expect(story.verdict == "T2 T2")
        #expect(story.resource.conditions.map(\.lastUpdatedTime) == [minute(5), minute(5)])
        #expect(story.resource.conditions.map(\.lastTransitionTime) == [minute(0), minute(0)])
    }

    @Test func aMarkedResourceWaitsForItsChildren() {
        var story = Story()
        story.resource.deletedTime = minute(1)
        story.recompute(required: [], hasChildren: true)
        #expect(story.verdict == "F1 T1")
        #expect(story.resource.conditions[0].reason == "ReconciledWaitingForChildren")
        story.statuses = ["a", "b"].map { .sample(adapter: $0, available: .isFalse, finalized: .isTrue) }
        story.recompute(hasChildren: true)
        #expect(story.resource.conditions[0].reason == "ReconciledWaitingForChildren")
        story.recompute(hasChildren: false)
        #expect(story.resource.conditions[0].reason == "ReconciledAll")
    }

    @Test func conditionsStandInRequiredOrder() {
        var story = Story()
        story.statuses = ["b", "x", "a"].map { .sample(adapter: $0) }
        story.recompute(required: ["b", "a"])
        #expect(
            story.resource.conditions.map(\.type) == [
                "Reconciled", "LastKnownReconciled", "BSuccessful", "ASuccessful",
            ])
    }

    @Test func theOrderOfReportsDoesNotMatterAndRepeatingChangesNothing() {
        var random = SeededGenerator(seed: 20_260_801)
        for _ in 0..<2_000 {
            var story = Story()
            story.resource.generation = Int64.random(in: 1...3, using: &random)
            if Bool.random(using: &random) { story.resource.deletedTime = minute(2) }
            story.statuses = ["a", "b", "c", "x"].filter { _ in Bool.random(using: &random) }.map { adapter in
                .sample(
                    adapter: adapter, observedGeneration: .random(in: 1...4, using: &random),
                    available: AdapterCondition.Status.allCases.randomElement(using: &random) ?? .isTrue,
                    finalized: Bool.random(using: &random) ? .isTrue : nil,
                    time: minute(.random(in: 1...5, using: &random)))
            }
            let hasChildren = Bool.random(using: &random)
            var other = story
            other.statuses.shuffle(using: &random)
            story.recompute(required: ["a", "b", "c"], hasChildren: hasChildren)
            other.recompute(required: ["a", "b", "c"], hasChildren: hasChildren)
            #expect(story.resource.conditions == other.resource.conditions)
            other.recompute(required: ["a", "b", "c"], hasChildren: hasChildren)
            #expect(story.resource.conditions == other.resource.conditions)
        }
    }
}

import HyperFleetModel
import TestSupport
import Testing

@testable import HyperFleetService

@Suite struct StatusAggregationTests {
    @Test func typicalSequence() {
        var story = AggregationStory()
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
        var story = AggregationStory()
        story.required = []
        story.recompute()
        #expect(story.verdict == "T1 T1")
        #expect(story.resource.conditions.map(\.reason) == ["NoRequiredAdapters", "NoRequiredAdapters"])
        story.resource.generation = 2
        story.resource.generationTime = minute(5)
        story.required = []
        story.recompute()
        #expect(story.verdict == "T2 T2")
        #expect(story.resource.conditions.map(\.lastUpdatedTime) == [minute(5), minute(5)])
        #expect(story.resource.conditions.map(\.lastTransitionTime) == [minute(0), minute(0)])
    }

    @Test func aMarkedResourceWaitsForItsChildren() {
        var story = AggregationStory()
        story.resource.deletedTime = minute(1)
        story.required = []
        story.recompute(hasChildren: true)
        #expect(story.verdict == "F1 T1")
        #expect(story.resource.conditions[0].reason == "ReconciledWaitingForChildren")
        story.required = ["a", "b"]
        story.statuses = story.required.map { .sample(adapter: $0, available: .isFalse, finalized: .isTrue) }
        story.recompute(hasChildren: true)
        #expect(story.resource.conditions[0].reason == "ReconciledWaitingForChildren")
        story.recompute(hasChildren: false)
        #expect(story.resource.conditions[0].reason == "ReconciledAll")
    }

    @Test func conditionsStandInRequiredOrder() {
        var story = AggregationStory()
        story.statuses = ["b", "x", "a"].map { .sample(adapter: $0) }
        story.required = ["b", "a"]
        story.recompute()
        #expect(
            story.resource.conditions.map(\.type) == [
                "Reconciled", "LastKnownReconciled", "BSuccessful", "ASuccessful",
            ])
    }
}

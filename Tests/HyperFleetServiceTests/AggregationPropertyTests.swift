import HyperFleetModel
import TestSupport
import Testing

@testable import HyperFleetService

/// What holds of the conditions whatever the reports are.
@Suite("Properties of the aggregation")
struct AggregationPropertyTests {
    private static let required = ["a", "b", "c"]

    @Test func theOrderOfReportsDoesNotMatterAndRepeatingChangesNothing() {
        var random = SeededGenerator(seed: 20_260_801)
        for _ in 0..<2_000 {
            var story = AggregationStory(required: Self.required)
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
            story.recompute(hasChildren: hasChildren)
            other.recompute(hasChildren: hasChildren)
            #expect(story.resource.conditions == other.resource.conditions)
            other.recompute(hasChildren: hasChildren)
            #expect(story.resource.conditions == other.resource.conditions)
        }
    }

    /// Reports, new generations and the mark come in the order of their times, as one clock gives them.
    @Test func timesOnlyGoForward() {
        for seed in UInt64(1)...400 {
            var random = SeededGenerator(seed: seed)
            var story = AggregationStory(required: Self.required)
            story.recompute()
            var former = story.resource.conditions
            for time in Int64(1)...40 {
                step(&story, at: minute(time), &random)
                let conditions = story.resource.conditions
                expect(conditions, follow: former, seed: seed)
                former = conditions
            }
        }
    }

    @Test func whatNobodyWaitsForChangesNothing() {
        for seed in UInt64(1)...400 {
            var random = SeededGenerator(seed: seed)
            var story = AggregationStory(required: Self.required)
            story.recompute()
            for time in Int64(1)...10 { step(&story, at: minute(time), &random) }
            let former = story.resource.conditions
            story.statuses.append(.sample(adapter: "x", observedGeneration: 1, time: minute(50)))
            story.recompute()
            #expect(story.resource.conditions == former, "seed \(seed)")
        }
    }

    private func step(_ story: inout AggregationStory, at time: Timestamp, _ random: inout SeededGenerator) {
        switch Int.random(in: 0..<10, using: &random) {
        case 0 where story.resource.deletedTime == nil: story.raiseGeneration(at: time)
        case 1 where story.resource.deletedTime == nil && Bool.random(using: &random):
            story.resource.deletedTime = time
            story.raiseGeneration(at: time)
        case _:
            let adapter = Self.required.randomElement(using: &random) ?? "a"
            let former = story.statuses.first { $0.adapter == adapter }?.observedGeneration ?? 1
            story.report(
                adapter, .random(in: former...story.resource.generation, using: &random),
                Bool.random(using: &random) ? .isTrue : .isFalse,
                finalized: Bool.random(using: &random) ? .isTrue : nil, at: time)
        }
        story.recompute()
    }

    private func expect(_ conditions: [Condition], follow former: [Condition], seed: UInt64) {
        for condition in conditions {
            guard let before = former.first(where: { $0.type == condition.type }) else { continue }
            let note = Comment(rawValue: "\(condition.type), seed \(seed)")
            #expect(condition.createdTime == before.createdTime, note)
            #expect(condition.lastUpdatedTime >= before.lastUpdatedTime, note)
            #expect(condition.lastTransitionTime >= before.lastTransitionTime, note)
            if condition.status == before.status {
                #expect(condition.lastTransitionTime == before.lastTransitionTime, note)
            }
        }
    }
}

import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetService

@Suite struct UpdateRulesTests {
    private func change(spec: String? = nil, labels: [String: String]? = nil, version: Int64 = 0) -> ResourceChange {
        ResourceChange(
            spec: spec.map { .replaced(JSONDocument(trusted: Array($0.utf8))) },
            labels: labels.map { .replace(Labels($0)) }, preconditions: Preconditions(ifResourceVersion: version),
            caller: "changer")
    }

    private func rules(_ requiredAdapters: [String] = []) -> UpdateRules {
        UpdateRules(schema: nil, requiredAdapters: requiredAdapters)
    }

    private let stored = LockedResource.sample(
        .sample(labels: ["env": "prod"], spec: #"{"a": 1.10, "b": 9007199254740993}"#), now: minute(5))

    @Test func aSpecThatDiffersRaisesGenerationAndVersionOnce() throws {
        let updated = try #require(
            try rules(["dns"]).apply(change(spec: #"{"a": 2}"#, labels: ["env": "test"]), to: stored))
        #expect(updated.generation == 2)
        #expect(updated.resourceVersion == 2)
        #expect(updated.generationTime == minute(5))
        #expect(updated.updatedTime == minute(5))
        #expect(updated.updatedBy == "changer")
        #expect(updated.createdBy == "maker")
        #expect(updated.labels == Labels(["env": "test"]))
        #expect(updated.conditions.first?.observedGeneration == 2)
    }

    @Test(arguments: [
        #"{"b": 9007199254740993, "a": 1.1}"#, #"{"a":11e-1,"b":9007199254740993.0}"#,
        #"{"a": 1.10, "b": 9007199254740993}"#,
    ])
    func theSameValueChangesNothing(spec: String) throws {
        let same = change(spec: spec, labels: ["env": "prod"])
        #expect(try rules(["dns"]).apply(same, to: stored) == nil)
    }

    @Test(arguments: [
        #"{"a": 1.10, "b": 9007199254740992}"#, #"{"a": "1.10", "b": 9007199254740993}"#,
        #"{"a": 1.10, "b": 9007199254740993, "c": null}"#,
    ])
    func anotherValueChanges(spec: String) throws {
        let updated = try rules(["dns"]).apply(change(spec: spec), to: stored)
        #expect(updated?.generation == 2)
    }

    @Test func relabellingRaisesTheVersionAloneAndRecomputesNothing() throws {
        let updated = try #require(
            try rules(["dns"]).apply(change(labels: [:]), to: stored))
        #expect(updated.generation == 1)
        #expect(updated.generationTime == minute(0))
        #expect(updated.resourceVersion == 2)
        #expect(updated.labels == Labels())
        #expect(updated.conditions.isEmpty)
        #expect(updated.updatedTime == minute(5))
    }

    @Test func aStaleVersionIsRefusedWithThePresentOne() throws {
        let refusal = #expect(throws: ServiceError.self) {
            try rules().apply(change(spec: "{}", version: 7), to: stored)
        }
        #expect(refusal?.reason == .versionConflict)
        #expect(refusal?.details == ["resource_version": "1", "generation": "1"])
        #expect(try rules().apply(change(spec: "{}", version: 1), to: stored) != nil)
    }

    @Test func aMergePatchChangesMembersAndIsCheckedAsAWhole() throws {
        func patch(_ text: String) throws -> ResourceChange {
            ResourceChange(
                spec: .merged(try JSONDocument(parsing: Array(text.utf8), limits: .spec).value()), labels: nil,
                preconditions: .none, caller: "changer")
        }
        let updated = try #require(try rules().apply(try patch(#"{"a": null, "c": {"d": null, "e": 1}}"#), to: stored))
        #expect(updated.specText == #"{"b":9007199254740993,"c":{"e":1}}"#)
        #expect(updated.generation == 2)
        #expect(try rules().apply(try patch(#"{"a": 11e-1, "x": null}"#), to: stored) == nil)
        let long = String(repeating: "x", count: 200_000)
        let large = LockedResource.sample(.sample(spec: #"{"a":"\#(long)"}"#))
        let refusal = #expect(throws: ServiceError.self) {
            try rules().apply(try patch(#"{"b":"\#(long)"}"#), to: large)
        }
        #expect(refusal?.reason == .validation)
        #expect(refusal?.violations.map(\.field) == ["spec"])
    }

    @Test func labelsAreSetAndUnsetOneByOne() throws {
        func edit(_ set: [String: String], unset: [String]) -> ResourceChange {
            ResourceChange(
                spec: nil, labels: .edit(set: Labels(set), unset: unset), preconditions: .none, caller: "changer")
        }
        let updated = try rules().apply(edit(["a": "1"], unset: ["none"]), to: stored)
        #expect(updated?.labels == Labels(["a": "1", "env": "prod"]))
        #expect(updated?.generation == 1)
        #expect(try rules().apply(edit([:], unset: ["env"]), to: stored)?.labels == Labels())
        #expect(try rules().apply(edit(["env": "prod"], unset: ["none"]), to: stored) == nil)
        let many = Dictionary(uniqueKeysWithValues: (0..<64).map { ("k\($0)", "v") })
        let refusal = #expect(throws: ServiceError.self) { try rules().apply(edit(many, unset: []), to: stored) }
        #expect(refusal?.violations.map(\.rule) == ["max_items"])
        #expect(try rules().apply(edit(many, unset: ["env"]), to: stored)?.labels.entries.count == 64)
        let both = LabelChange.edit(set: Labels(["a": "1"]), unset: ["a"])
        #expect(both.violations.map(\.rule) == ["conflict"])
    }

    @Test func aStaleGenerationIsRefused() throws {
        var stale = change(spec: "{}")
        stale.preconditions = Preconditions(ifGeneration: 2)
        let refusal = #expect(throws: ServiceError.self) { try rules().apply(stale, to: stored) }
        #expect(refusal?.reason == .versionConflict)
        stale.preconditions = Preconditions(ifResourceVersion: 1, ifGeneration: 1)
        #expect(try rules().apply(stale, to: stored) != nil)
    }

    @Test func aMarkedResourceIsNotChanged() {
        let marked = LockedResource.sample(.sample(deleted: minute(1)))
        let refusal = #expect(throws: ServiceError.self) {
            try rules().apply(change(spec: "{}"), to: marked)
        }
        #expect(refusal?.reason == .stateConflict)
    }

    @Test func timesNeverGoBack() throws {
        let late = LockedResource.sample(.sample(spec: "{}"), now: minute(-5))
        let updated = try rules().apply(change(spec: #"{"a":1}"#), to: late)
        #expect(updated?.updatedTime == minute(0))
    }

    @Test func checks() {
        func refusal(labels: Labels?, spec: String?, version: Int64 = 0) -> ServiceError? {
            do throws(ServiceError) {
                _ = try UpdateRules.check(
                    ResourceUpdate(
                        labels: labels.map { .replace($0) }, spec: spec.map { .replace(Array($0.utf8)) },
                        preconditions: Preconditions(ifResourceVersion: version)),
                    schema: nil, caller: "changer")
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal(labels: nil, spec: nil)?.reason == .badRequest)
        #expect(refusal(labels: Labels(), spec: nil) == nil)
        #expect(refusal(labels: nil, spec: "{}") == nil)
        let all = refusal(labels: Labels(["-": "v"]), spec: "[]", version: -1)
        #expect(all?.reason == .validation)
        #expect(
            all?.violations.map(\.field) == ["preconditions.if_resource_version", "spec", "labels"])
    }
}

import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetService

@Suite struct UpdateRulesTests {
    private func change(spec: String? = nil, labels: [String: String]? = nil, version: Int64 = 0) -> ResourceChange {
        ResourceChange(
            spec: spec.map { JSONDocument(trusted: Array($0.utf8)) }, labels: labels.map { Labels($0) },
            expectedVersion: version, caller: "changer")
    }

    private let stored = LockedResource.sample(
        .sample(labels: ["env": "prod"], spec: #"{"a": 1.10, "b": 9007199254740993}"#), now: minute(5))

    @Test func aSpecThatDiffersRaisesGenerationAndVersionOnce() throws {
        let updated = try #require(
            try UpdateRules.apply(
                change(spec: #"{"a": 2}"#, labels: ["env": "test"]), to: stored, requiredAdapters: ["dns"]))
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
        #expect(try UpdateRules.apply(same, to: stored, requiredAdapters: ["dns"]) == nil)
    }

    @Test(arguments: [
        #"{"a": 1.10, "b": 9007199254740992}"#, #"{"a": "1.10", "b": 9007199254740993}"#,
        #"{"a": 1.10, "b": 9007199254740993, "c": null}"#,
    ])
    func anotherValueChanges(spec: String) throws {
        let updated = try UpdateRules.apply(change(spec: spec), to: stored, requiredAdapters: ["dns"])
        #expect(updated?.generation == 2)
    }

    @Test func relabellingRaisesTheVersionAloneAndRecomputesNothing() throws {
        let updated = try #require(
            try UpdateRules.apply(change(labels: [:]), to: stored, requiredAdapters: ["dns"]))
        #expect(updated.generation == 1)
        #expect(updated.generationTime == minute(0))
        #expect(updated.resourceVersion == 2)
        #expect(updated.labels == Labels())
        #expect(updated.conditions.isEmpty)
        #expect(updated.updatedTime == minute(5))
    }

    @Test func aStaleVersionIsRefusedWithThePresentOne() throws {
        let refusal = #expect(throws: ServiceError.self) {
            try UpdateRules.apply(change(spec: "{}", version: 7), to: stored, requiredAdapters: [])
        }
        #expect(refusal?.reason == .versionConflict)
        #expect(refusal?.details == ["resource_version": "1", "generation": "1"])
        #expect(try UpdateRules.apply(change(spec: "{}", version: 1), to: stored, requiredAdapters: []) != nil)
    }

    @Test func aMarkedResourceIsNotChanged() {
        let marked = LockedResource.sample(.sample(deleted: minute(1)))
        let refusal = #expect(throws: ServiceError.self) {
            try UpdateRules.apply(change(spec: "{}"), to: marked, requiredAdapters: [])
        }
        #expect(refusal?.reason == .stateConflict)
    }

    @Test func timesNeverGoBack() throws {
        let late = LockedResource.sample(.sample(spec: "{}"), now: minute(-5))
        let updated = try UpdateRules.apply(change(spec: #"{"a":1}"#), to: late, requiredAdapters: [])
        #expect(updated?.updatedTime == minute(0))
    }

    @Test func checks() {
        func refusal(labels: Labels?, spec: String?, version: Int64 = 0) -> ServiceError? {
            do throws(ServiceError) {
                _ = try UpdateRules.check(
                    labels: labels, spec: spec.map { Array($0.utf8) }, ifResourceVersion: version, schema: nil,
                    caller: "changer")
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

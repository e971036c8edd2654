import HyperFleetModel
import JSONModel
import Testing

/// Resources and reports for tests.
enum Sample {
    static let time = Timestamp(microseconds: 1_785_578_400_123_456)

    static func cluster(
        _ name: String, id: ResourceID = .make(), labels: [String: String] = [:], spec: String = #"{"region": "eu"}"#
    ) -> Resource {
        resource(.cluster, name, id: id, owner: nil, labels: labels, spec: spec)
    }

    static func nodePool(
        _ name: String, of owner: ResourceID, id: ResourceID = .make(), labels: [String: String] = [:],
        spec: String = #"{"size": 3}"#
    ) -> Resource {
        resource(.nodePool, name, id: id, owner: owner, labels: labels, spec: spec)
    }

    private static func resource(
        _ kind: ResourceKind, _ name: String, id: ResourceID, owner: ResourceID?, labels: [String: String],
        spec: String
    ) -> Resource {
        Resource(
            id: id, kind: kind, name: name, owner: owner, labels: Labels(labels),
            spec: JSONDocument(trusted: Array(spec.utf8)), generation: 1, generationTime: time, resourceVersion: 1,
            conditions: [condition("Reconciled", true)], createdTime: time, createdBy: "alice", updatedTime: time,
            updatedBy: "bob")
    }

    static func condition(_ type: String, _ status: Bool) -> Condition {
        Condition(
            type: type, status: status, reason: "Because", message: "it is \"so\"\n\u{1}\\ ü", observedGeneration: 7,
            createdTime: time, lastUpdatedTime: Timestamp(microseconds: time.microseconds + 1),
            lastTransitionTime: Timestamp(microseconds: 0))
    }

    static func status(_ adapter: String, generation: Int64 = 1, data: String = "{}") -> AdapterStatus {
        AdapterStatus(
            adapter: adapter, observedGeneration: generation,
            conditions: AdapterCondition.Status.allCases.map {
                AdapterCondition(
                    type: "Is\($0.rawValue)", status: $0, reason: "", message: "m", lastTransitionTime: time)
            },
            data: JSONDocument(trusted: Array(data.utf8)), createdTime: time,
            lastReportTime: Timestamp(microseconds: time.microseconds + 5))
    }
}

/// Expects two resources to be the same in every field; specs as JSON values.
func expectSame(_ found: Resource?, _ wanted: Resource, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let found = try #require(found, sourceLocation: sourceLocation)
    #expect(found.id == wanted.id, sourceLocation: sourceLocation)
    #expect(found.kind == wanted.kind, sourceLocation: sourceLocation)
    #expect(found.name == wanted.name, sourceLocation: sourceLocation)
    #expect(found.owner == wanted.owner, sourceLocation: sourceLocation)
    #expect(found.labels == wanted.labels, sourceLocation: sourceLocation)
    #expect(try found.spec.value() == wanted.spec.value(), sourceLocation: sourceLocation)
    #expect(found.generation == wanted.generation, sourceLocation: sourceLocation)
    #expect(found.generationTime == wanted.generationTime, sourceLocation: sourceLocation)
    #expect(found.resourceVersion == wanted.resourceVersion, sourceLocation: sourceLocation)
    #expect(found.conditions == wanted.conditions, sourceLocation: sourceLocation)
    #expect(found.createdTime == wanted.createdTime, sourceLocation: sourceLocation)
    #expect(found.createdBy == wanted.createdBy, sourceLocation: sourceLocation)
    #expect(found.updatedTime == wanted.updatedTime, sourceLocation: sourceLocation)
    #expect(found.updatedBy == wanted.updatedBy, sourceLocation: sourceLocation)
    #expect(found.deletedTime == wanted.deletedTime, sourceLocation: sourceLocation)
    #expect(found.deletedBy == wanted.deletedBy, sourceLocation: sourceLocation)
}

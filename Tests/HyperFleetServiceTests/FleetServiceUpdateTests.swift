import HyperFleetModel
import HyperFleetService
import Testing

@Suite struct FleetServiceUpdateTests {
    @Test func specAndLabelsAreReplacedAsAWhole() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster("prod", labels: ["a": "1"], spec: #"{"a":1,"b":2}"#)
            let answer = try await fleet.update(cluster, labels: ["b": "2"], spec: #"{"a":1}"#)
            #expect(answer.changed)
            let stored = try #require(try await fleet.stored(cluster))
            #expect(stored.generation == 2)
            #expect(stored.resourceVersion == 2)
            #expect(stored.labels == Labels(["b": "2"]))
            #expect(stored.specText == #"{"a": 1}"#)
            #expect(stored.updatedBy == "changer")
            #expect(stored.updatedTime >= cluster.updatedTime)
            #expect(stored.conditions == answer.resource.conditions)
        }
    }

    @Test func anUpdateThatChangesNothingWritesNothing() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster("prod", labels: ["a": "1"], spec: #"{"b":2.0,"a":[1]}"#)
            let answer = try await fleet.update(cluster, labels: ["a": "1"], spec: #"{"a":[1],"b":2}"#)
            #expect(!answer.changed)
            let stored = try #require(try await fleet.stored(cluster))
            #expect(stored.resourceVersion == 1)
            #expect(stored.updatedBy == "maker")
            #expect(stored.updatedTime == cluster.updatedTime)
        }
    }

    @Test func everyWriterWithAPreconditionSucceedsInTheEnd() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<20 {
                    group.addTask {
                        var version = cluster.resourceVersion
                        while true {
                            let sent = version
                            let error = try await refusal {
                                _ = try await fleet.update(cluster, spec: #"{"w":\#(writer)}"#, version: sent)
                            }
                            guard let error else { return }
                            #expect(error.reason == .versionConflict)
                            version = try #require(error.details["resource_version"].flatMap { Int64($0) })
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await fleet.stored(cluster)?.generation == 21)
        }
    }

    @Test func writersWithoutAPreconditionAllCount() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<20 {
                    group.addTask { _ = try await fleet.update(cluster, spec: #"{"w":\#(writer)}"#) }
                }
                try await group.waitForAll()
            }
            let stored = try #require(try await fleet.stored(cluster))
            #expect(stored.generation == 21)
            #expect(stored.resourceVersion == 21)
        }
    }

    @Test func whatIsMissingOrMarkedIsRefused() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            let gone = try await refusal {
                _ = try await fleet.service.update(
                    .cluster, .id(.make()), ResourceUpdate(labels: .replace(Labels())), caller: "changer")
            }
            #expect(gone?.reason == .resourceNotFound)
            _ = try await fleet.delete(cluster)
            let marked = try await refusal { _ = try await fleet.update(cluster, spec: #"{"a":1}"#) }
            #expect(marked?.reason == .stateConflict)
        }
    }
}

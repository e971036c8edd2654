import HyperFleetModel
import HyperFleetProto
import RPCCore
import Testing

@Suite("Every message comes back as it was sent")
struct RoundTripTests {
    @Test("random values of every message")
    func everyMessage() throws {
        var random = SeededGenerator(seed: TestSeed.value)
        for _ in 0..<200 {
            for message in random.everyMessage() { try expectRoundTrip(message) }
        }
    }

    private func expectRoundTrip<Message: RPCMessage>(_ message: Message) throws {
        let first = try encoded(message)
        let back = try decoded(Message.self, first)
        #expect(fingerprint(back) == fingerprint(message), "\(TestSeed.note)")
        #expect(try encoded(back) == first, "\(TestSeed.note)")
    }

    @Test("many at once, on all threads")
    func concurrently() async throws {
        try await withThrowingTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    var random = SeededGenerator(seed: TestSeed.value &+ UInt64(task))
                    for _ in 0..<30 {
                        for message in random.everyMessage() { try expectRoundTrip(message) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("a message larger than an arena's first chunk")
    func largeMessage() throws {
        var random = SeededGenerator(seed: TestSeed.value)
        let payload = random.bytes(3_000_000...3_000_000)
        #expect(try decoded(EchoRequest.self, encoded(EchoRequest(payload: payload))).payload == payload)
        let resources = (0..<1_000).map { _ in random.resource(.cluster) }
        try expectRoundTrip(ListClustersResponse(page: ResourcePage(resources: resources)))
    }

    @Test("an empty message takes no bytes")
    func emptyMessage() throws {
        #expect(try encoded(HealthCheckRequest(service: "")).isEmpty)
        #expect(try encoded(ListClustersRequest(page: PageRequest())).isEmpty)
        #expect(try decoded(ListClustersRequest.self, []).page == PageRequest())
    }

    @Test("absent labels and empty labels of an update differ")
    func labelsOfUpdate() throws {
        let keep = UpdateClusterRequest(
            cluster: .name("north-1", owner: nil), update: ResourceUpdate(spec: .replace([])))
        let clear = UpdateClusterRequest(
            cluster: .name("north-1", owner: nil), update: ResourceUpdate(labels: .replace(Labels())))
        let keepBack = try decoded(UpdateClusterRequest.self, encoded(keep))
        let clearBack = try decoded(UpdateClusterRequest.self, encoded(clear))
        #expect(keepBack.update.labels == nil)
        #expect(keepBack.update.spec == .replace([]))
        #expect(clearBack.update.labels == .replace(Labels()))
        #expect(clearBack.update.spec == nil)
    }
}

import HyperFleetModel
import HyperFleetProto
import NIOCore
import RPCCore
import Testing

@Suite("A value that cannot be said is not written")
struct EncodingFaultTests {
    private func expectFault(
        _ message: some RPCMessage, says text: String, code: StatusCode = .internalError, rule: String? = nil
    ) {
        var buffer = ByteBuffer(bytes: [1, 2, 3])
        let error = #expect(throws: RPCError.self) { try message.encode(into: &buffer) }
        #expect(error?.code == code)
        #expect(error?.violations.first?.rule == rule)
        #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
        #expect(buffer == ByteBuffer(bytes: [1, 2, 3]))
    }

    @Test("a NUL in a text")
    func nul() {
        expectFault(
            HealthCheckRequest(service: "a\0b"), says: "service holds a NUL", code: .invalidArgument,
            rule: "nul")
        expectFault(
            CreateClusterRequest(name: "north-1", labels: Labels(["a\0": "b"]), spec: []), says: "a label's key",
            code: .invalidArgument, rule: "nul")
    }

    @Test("a resource of the wrong kind")
    func wrongKind() {
        var random = SeededGenerator(seed: TestSeed.value)
        expectFault(GetClusterResponse(cluster: random.resource(.nodePool)), says: "a NodePool stands where a Cluster")
        expectFault(
            GetClusterRequest(cluster: .name("a", owner: .name("b", owner: nil))), says: "clusters have none")
    }

    @Test("a number of more than 32 bits")
    func largeNumber() {
        expectFault(ListClustersRequest(page: PageRequest(size: Int(Int32.max) + 1)), says: "page_size")
    }

    @Test("a node pool's name without its cluster is for the server to refuse")
    func nodePoolWithoutCluster() throws {
        let message = try encoded(GetNodePoolRequest(nodePool: .name("workers", owner: nil)))
        #expect(refusal(GetNodePoolRequest.self, message)?.violations.first?.field == "node_pool.name.cluster")
    }
}

import HyperFleetModel
import HyperFleetProto
import RPCCore
import Testing

@Suite("A field that cannot mean anything is refused by its path")
struct FieldViolationTests {
    private let id = "0198c1de-7f2a-7c3b-8d4e-5f60718293a4"

    private func expectViolations(
        _ error: RPCError?, _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(error?.code == .invalidArgument, sourceLocation: sourceLocation)
        #expect(error?.reason == ErrorReason.validation.rawValue, sourceLocation: sourceLocation)
        #expect(error?.violations.map { "\($0.field) \($0.rule)" } == expected, sourceLocation: sourceLocation)
        #expect(error?.processed == .no, sourceLocation: sourceLocation)
    }

    @Test("a reference that is missing or empty")
    func missingReference() {
        for message in [[], Wire.field(1, "")] {
            expectViolations(refusal(GetClusterRequest.self, message), ["cluster required"])
            expectViolations(refusal(GetNodePoolRequest.self, message), ["node_pool required"])
            expectViolations(refusal(UpdateClusterRequest.self, message), ["cluster required"])
            expectViolations(refusal(DeleteNodePoolRequest.self, message), ["node_pool required"])
            expectViolations(refusal(CreateNodePoolRequest.self, message), ["cluster required"])
            expectViolations(refusal(ReportRequest.self, message), ["target required"])
            expectViolations(refusal(ListAdapterStatusesRequest.self, message), ["target required"])
        }
        expectViolations(
            refusal(ListNodePoolsRequest.self, Wire.field(1, "")), ["cluster required"])
        expectViolations(
            refusal(ListAdapterStatusesRequest.self, Wire.field(1, Wire.field(2, ""))), ["target.node_pool required"])
        expectViolations(
            refusal(GetNodePoolRequest.self, Wire.field(1, Wire.field(2, Wire.field(2, "workers")))),
            ["node_pool.name.cluster required"])
    }

    @Test("an id that is no UUID, and one in upper case")
    func ids() throws {
        func request(_ text: String) -> [UInt8] { Wire.field(1, Wire.field(1, text)) }
        let error = refusal(GetClusterRequest.self, request("north-1"))
        expectViolations(error, ["cluster.id format"])
        #expect(error?.violations.first?.value == "north-1")
        expectViolations(refusal(GetClusterRequest.self, request("")), ["cluster.id required"])
        expectViolations(refusal(GetClusterRequest.self, request(id + "0")), ["cluster.id format"])
        let upper = try decoded(GetClusterRequest.self, request(id.uppercased()))
        #expect(upper.cluster == .id(ResourceID(high: 0x0198_c1de_7f2a_7c3b, low: 0x8d4e_5f60_7182_93a4)))
    }

    @Test("a name that is empty or looks like an id")
    func names() {
        func request(_ text: String) -> [UInt8] { Wire.field(1, Wire.field(2, text)) }
        expectViolations(refusal(GetClusterRequest.self, request("")), ["cluster.name required"])
        expectViolations(refusal(GetClusterRequest.self, request(id)), ["cluster.name not_uuid"])
        let target = Wire.field(1, Wire.field(2, id)) + Wire.field(2, "")
        expectViolations(
            refusal(GetNodePoolRequest.self, Wire.field(1, Wire.field(2, target))),
            ["node_pool.name.name required", "node_pool.name.cluster.name not_uuid"])
    }

    @Test("negative numbers")
    func negativeNumbers() {
        let page = Wire.number(1, -1) + Wire.number(3, -7)
        expectViolations(
            refusal(ListClustersRequest.self, Wire.field(1, page)), ["page.page_size min", "page.page min"])
        let reference = Wire.field(1, Wire.field(2, "north-1"))
        expectViolations(
            refusal(DeleteClusterRequest.self, reference + Wire.field(2, Wire.number(1, -1))),
            ["preconditions.if_resource_version min"])
        let target = Wire.field(1, reference)
        expectViolations(
            refusal(ReportRequest.self, target + Wire.number(3, Int64.min)), ["observed_generation min"])
    }

    @Test("enumerations that say nothing or something unknown")
    func enumerations() {
        let target = Wire.field(1, Wire.field(1, Wire.field(2, "north-1")))
        let silent = Wire.field(5, Wire.field(1, "Available"))
        let strange = Wire.field(5, Wire.number(2, 99))
        let negative = Wire.field(5, Wire.number(2, -1))
        let error = refusal(ReportRequest.self, target + silent + strange + negative)
        expectViolations(
            error, ["conditions[0].status required", "conditions[1].status enum", "conditions[2].status enum"])
        #expect(error?.violations.map(\.value) == [nil, "99", "-1"])
        #expect(error?.message.contains("(and 2 more)") == true)
        expectViolations(refusal(HealthCheckResponse.self, []), ["status required"])
        expectViolations(refusal(HealthCheckResponse.self, Wire.number(1, 3)), ["status enum"])
        expectViolations(
            refusal(DeleteClusterResponse.self, bytes(hex: GoldenBytes.getClusterAnswer)), ["outcome required"])
        expectViolations(
            refusal(ReportResponse.self, Wire.number(1, 9) + Wire.field(3, id)), ["outcome enum"])
    }

    @Test("a label that is given twice")
    func repeatedLabel() {
        let entry = Wire.field(1, Wire.field(1, "env") + Wire.field(2, "prod"))
        let other = Wire.field(1, Wire.field(1, "env") + Wire.field(2, "test"))
        expectViolations(
            refusal(CreateClusterRequest.self, Wire.field(2, entry + other)), ["labels[env] unique"])
        let reference = Wire.field(1, Wire.field(2, "north-1"))
        expectViolations(
            refusal(UpdateClusterRequest.self, reference + Wire.field(2, entry + entry)), ["labels[env] unique"])
    }

    @Test("all violations of an answer are found, to a hundred")
    func resources() {
        let condition = Wire.field(3, Wire.number(2, 3))
        expectViolations(
            refusal(GetClusterResponse.self, Wire.field(1, condition)),
            [
                "cluster.conditions[0].status enum", "cluster.conditions[0].created_time required",
                "cluster.conditions[0].last_updated_time required",
                "cluster.conditions[0].last_transition_time required", "cluster.metadata required",
            ])
        expectViolations(
            refusal(GetNodePoolResponse.self, Wire.field(1, Wire.field(1, Wire.field(2, "Cluster")))),
            [
                "node_pool.metadata.kind enum", "node_pool.metadata.id required", "node_pool.metadata.owner required",
                "node_pool.metadata.generation_time required", "node_pool.metadata.created_time required",
                "node_pool.metadata.updated_time required",
            ])
        let many = Array(repeating: Wire.field(5, ""), count: 1_000).flatMap { $0 }
        let target = Wire.field(1, Wire.field(1, Wire.field(2, "north-1")))
        #expect(refusal(ReportRequest.self, target + many)?.violations.count == 100)
    }
}

import HyperFleetModel
import HyperFleetProto
import JSONModel
import RPCCore
import Testing

@Suite("Messages have the bytes that any other protobuf implementation gives them")
struct GoldenTests {
    private static let clusterID = ResourceID(high: 0x0198_c1de_7f2a_7c3b, low: 0x8d4e_5f60_7182_93a4)
    private static let nodePoolID = ResourceID(high: 0x0198_c1de_7f2a_7c3b, low: 0x8d4e_5f60_7182_93a5)

    private static func seconds(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

    private static func condition(
        _ status: Bool, reason: String = "", message: String = ""
    ) -> Condition {
        Condition(
            type: "Reconciled", status: status, reason: reason, message: message, observedGeneration: 2,
            createdTime: seconds(1), lastUpdatedTime: seconds(2), lastTransitionTime: seconds(3))
    }

    private static let nodePool = Resource(
        id: nodePoolID, kind: .nodePool, name: "workers", owner: clusterID, labels: Labels(),
        spec: JSONDocument(trusted: Array("{}".utf8)), generation: 1, generationTime: seconds(10), resourceVersion: 1,
        conditions: [], createdTime: seconds(10), createdBy: "ann", updatedTime: seconds(10), updatedBy: "ann")

    private func expect<Message: RPCMessage>(_ message: Message, is golden: String) throws {
        #expect(try hex(encoded(message)) == golden)
        #expect(try fingerprint(decoded(Message.self, bytes(hex: golden))) == fingerprint(message))
    }

    @Test("requests about clusters and node pools")
    func requests() throws {
        try expect(
            CreateClusterRequest(
                name: "north-1", labels: Labels(["example.com/team": "ä-team", "env": "prod"]),
                spec: Array(#"{"a": 9007199254740993}"#.utf8)),
            is: GoldenBytes.createCluster)
        try expect(
            UpdateClusterRequest(
                cluster: .id(Self.clusterID), labels: Labels(), spec: Array("{}".utf8), ifResourceVersion: 7),
            is: GoldenBytes.updateCluster)
        try expect(
            UpdateClusterRequest(
                cluster: .name("north-1", owner: nil), labels: nil, spec: [], ifResourceVersion: 0),
            is: GoldenBytes.updateClusterEmptySpec)
        try expect(
            GetNodePoolRequest(nodePool: .name("workers", owner: .name("north-1", owner: nil))),
            is: GoldenBytes.getNodePool)
        try expect(
            ListClustersRequest(page: PageRequest(size: 50, token: "abc", wantsTotal: true, showDeleted: true)),
            is: GoldenBytes.listClusters)
    }

    @Test("answers with resources")
    func answers() throws {
        let cluster = Resource(
            id: Self.clusterID, kind: .cluster, name: "north-1", owner: nil,
            labels: Labels(["tier": "gold", "env": "prod"]),
            spec: JSONDocument(trusted: Array(#"{"region":"europe-west4"}"#.utf8)), generation: 3,
            generationTime: Timestamp(microseconds: 1_785_585_600_123_456), resourceVersion: 300,
            conditions: [Self.condition(false, reason: "Pending", message: "waits")],
            createdTime: Self.seconds(1_785_585_600), createdBy: "ann", updatedTime: Timestamp(microseconds: -1),
            updatedBy: "bob", deletedTime: Timestamp(microseconds: 253_402_300_799_999_999), deletedBy: "eve")
        try expect(GetClusterResponse(cluster: cluster), is: GoldenBytes.getClusterAnswer)
        try expect(GetNodePoolResponse(nodePool: Self.nodePool), is: GoldenBytes.getNodePoolAnswer)
        try expect(
            ListClustersResponse(page: ResourcePage(resources: [], nextPageToken: "next", total: 0)),
            is: GoldenBytes.listClustersAnswer)
        try expect(
            DeleteNodePoolResponse(answer: DeleteAnswer(resource: Self.nodePool, outcome: .removed)),
            is: GoldenBytes.deleteAnswer)
    }

    @Test("reports and health")
    func reportsAndHealth() throws {
        let epoch = Timestamp(microseconds: 0)
        try expect(
            ReportRequest(
                target: ReportTarget(kind: .nodePool, reference: .id(Self.nodePoolID)),
                report: Report(
                    adapter: "dns", observedGeneration: 2, observedTime: Timestamp(microseconds: 5_000_001),
                    conditions: [
                        AdapterCondition(
                            type: "Available", status: .unknown, reason: "r", message: "m", lastTransitionTime: epoch),
                        AdapterCondition(
                            type: "Applied", status: .isTrue, reason: "", message: "", lastTransitionTime: epoch),
                    ],
                    data: Array(#"{"k":1}"#.utf8))),
            is: GoldenBytes.report)
        let stored = AdapterStatus(
            adapter: "dns", observedGeneration: 2,
            conditions: [
                AdapterCondition(
                    type: "Available", status: .isTrue, reason: "", message: "", lastTransitionTime: Self.seconds(4))
            ],
            data: JSONDocument(trusted: Array("{}".utf8)), createdTime: Self.seconds(1), lastReportTime: Self.seconds(2)
        )
        try expect(
            ReportResponse(
                answer: ReportAnswer(
                    outcome: .staleTime, status: stored, resourceID: Self.nodePoolID, generation: 2,
                    resourceVersion: 9, conditions: [Self.condition(true)])),
            is: GoldenBytes.reportAnswer)
        try expect(
            HealthCheckResponse(
                health: Health(isServing: false, message: "the store is away", version: "1.2.3")),
            is: GoldenBytes.health)
    }

    @Test("a map entry may leave its empty value out, or say it")
    func emptyLabelValue() throws {
        for entry in [Wire.field(1, "tier"), Wire.field(1, "tier") + Wire.field(2, "")] {
            let message = Wire.field(1, "north-1") + Wire.field(2, Wire.field(1, entry))
            #expect(try decoded(CreateClusterRequest.self, message).labels == Labels(["tier": ""]))
        }
    }

    @Test("the later of two values of a single field counts")
    func lastValueWins() throws {
        let message = Wire.field(1, "first") + Wire.field(1, "second")
        #expect(try decoded(CreateClusterRequest.self, message).name == "second")
    }
}

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
                cluster: .id(Self.clusterID),
                update: ResourceUpdate(
                    labels: .replace(Labels()), spec: .replace(Array("{}".utf8)),
                    preconditions: Preconditions(ifResourceVersion: 7))),
            is: GoldenBytes.updateCluster)
        try expect(
            UpdateClusterRequest(
                cluster: .name("north-1", owner: nil), update: ResourceUpdate(spec: .replace([]))),
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

    @Test("streams of payloads")
    func bench() throws {
        try expect(
            DownloadRequest(count: 0, payloadBytes: 512, isEndless: true), is: GoldenBytes.downloadEndless)
        try expect(
            DownloadRequest(count: 1_000, payloadBytes: 512, isEndless: false), is: GoldenBytes.downloadCounted)
        try expect(UploadResponse(count: 3, payloadBytes: 9_000_000_000), is: GoldenBytes.upload)
        try expect(DownloadResponse(payload: [1, 0]), is: "0a020100")
        try expect(UploadRequest(payload: [1, 0]), is: "0a020100")
        try expect(ExchangeRequest(payload: [1, 0]), is: "0a020100")
        try expect(ExchangeResponse(payload: [1, 0]), is: "0a020100")
    }

    @Test("reflection")
    func reflection() throws {
        func method(_ name: String, _ kind: MethodDescriptor.Kind, isIdempotent: Bool = false) -> ServedMethod {
            ServedMethod(
                name: name, kind: kind, request: "", answer: "", isIdempotent: isIdempotent, comment: "")
        }
        var echo = method("Echo", .unary)
        echo.request = "hyperfleet.v1.EchoRequest"
        echo.answer = "hyperfleet.v1.EchoResponse"
        echo.comment = "Sends."
        let service = ServedService(
            name: "hyperfleet.v1.BenchService", comment: "Answers.",
            methods: [
                echo, method("Watch", .serverStreaming, isIdempotent: true), method("", .clientStreaming),
                method("", .bidirectionalStreaming),
            ])
        try expect(
            ListServicesResponse(services: [service, ServedService(name: "x", comment: "", methods: [])]),
            is: GoldenBytes.services)
        try expect(ListServicesRequest(), is: "")
        try expect(
            GetDescriptorsRequest(symbol: "hyperfleet.v1.ClusterService/Get"), is: GoldenBytes.descriptorsOf)
        try expect(
            GetDescriptorsResponse(fileDescriptorSet: Wire.field(1, Wire.field(1, "a"))), is: GoldenBytes.descriptors)
    }

    @Test("a server's figures")
    func serverStatus() throws {
        var status = ServerStatus(
            version: "1.2.3", startTime: Timestamp(microseconds: 1_785_585_600_123_456), uptimeMilliseconds: 60_000)
        status.connections.open = 1
        status.connections.accepted = 20
        status.connections.refused = 3
        status.connections.tlsFailed = 5
        status.connections.acceptsFailed = 6
        status.calls.started = 100
        status.calls.succeeded = 90
        status.calls.failed = 9
        status.calls.refused = 4
        status.calls.running = 1
        status.violationCount = 2
        status.violations = [ServerStatus.NamedCount(name: "PROTOCOL_ERROR", count: 2)]
        var method = ServerStatus.Method(name: "hyperfleet.v1.ClusterService/Get")
        method.started = 50
        method.handled = [
            ServerStatus.NamedCount(name: "NOT_FOUND", count: 9), ServerStatus.NamedCount(name: "OK", count: 41),
        ]
        method.duration.count = 50
        method.duration.sumNanoseconds = 5_000_000
        method.duration.p50Nanoseconds = 90_000
        method.duration.p90Nanoseconds = 110_000
        method.duration.p99Nanoseconds = 200_000
        method.duration.maxNanoseconds = 210_000
        status.methods = [method]
        var lane = ServerStatus.Lane(name: "reader")
        lane.connections = 2
        lane.connects = 7
        lane.waiting = 3
        lane.waitingBytes = 300
        lane.inFlight = 4
        lane.roundTrips = 500
        status.lanes = [lane]
        status.certificateExpiry = Timestamp(microseconds: 1_785_585_600_000_000)
        try expect(ServerStatusResponse(status: status), is: GoldenBytes.serverStatus)
        try expect(ServerStatusRequest(), is: "")
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

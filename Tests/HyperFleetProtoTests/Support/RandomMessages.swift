import HyperFleetModel
import HyperFleetProto
import RPCCore

extension SeededGenerator {
    /// One random message of every type that travels.
    mutating func everyMessage() -> [any RPCMessage] {
        clusterMessages() + nodePoolMessages() + otherMessages() + serverMessages() + benchMessages()
    }

    private mutating func clusterMessages() -> [any RPCMessage] {
        [
            CreateClusterRequest(name: text(), labels: labels(), spec: bytes(), isDryRun: flag()),
            CreateClusterResponse(answer: CreateAnswer(resource: resource(.cluster), replay: maybe { $0.replay() })),
            GetClusterRequest(cluster: cluster()),
            GetClusterResponse(cluster: resource(.cluster)),
            ListClustersRequest(page: pageRequest()),
            ListClustersResponse(page: page(.cluster)),
            StreamClustersRequest(page: pageRequest()),
            StreamClustersResponse(part: part(.cluster)),
            GetManyClustersRequest(references: list(3) { $0.cluster() }),
            GetManyClustersResponse(results: list(3) { $0.result(.cluster) }),
            GetClusterTreeRequest(
                cluster: cluster(), pageSize: Int.random(in: 0...Int(Int32.max), using: &self), pageToken: text()),
            GetClusterTreeResponse(tree: tree()),
            UpdateClusterRequest(cluster: cluster(), update: update()),
            UpdateClusterResponse(
                answer: UpdateAnswer(resource: resource(.cluster), changed: flag(), replay: maybe { $0.replay() })),
            DeleteClusterRequest(cluster: cluster(), preconditions: preconditions(), isDryRun: flag()),
            DeleteClusterResponse(answer: deleteAnswer(.cluster)),
            ForceDeleteClusterRequest(
                cluster: cluster(), reason: text(), preconditions: preconditions(), isDryRun: flag()),
            ForceDeleteClusterResponse(
                answer: ForceDeleteAnswer(deletion: forceDeletion(), replay: maybe { $0.replay() })),
        ]
    }

    private mutating func nodePoolMessages() -> [any RPCMessage] {
        [
            CreateNodePoolRequest(cluster: cluster(), name: text(), labels: labels(), spec: bytes(), isDryRun: flag()),
            CreateNodePoolResponse(answer: CreateAnswer(resource: resource(.nodePool), replay: maybe { $0.replay() })),
            GetNodePoolRequest(nodePool: nodePool()),
            GetNodePoolResponse(nodePool: resource(.nodePool)),
            ListNodePoolsRequest(cluster: maybe { $0.cluster() }, page: pageRequest()),
            ListNodePoolsResponse(page: page(.nodePool)),
            StreamNodePoolsRequest(cluster: maybe { $0.cluster() }, page: pageRequest()),
            StreamNodePoolsResponse(part: part(.nodePool)),
            GetManyNodePoolsRequest(references: list(3) { $0.nodePool() }),
            GetManyNodePoolsResponse(results: list(3) { $0.result(.nodePool) }),
            UpdateNodePoolRequest(nodePool: nodePool(), update: update()),
            UpdateNodePoolResponse(
                answer: UpdateAnswer(resource: resource(.nodePool), changed: flag(), replay: maybe { $0.replay() })),
            DeleteNodePoolRequest(nodePool: nodePool(), preconditions: preconditions(), isDryRun: flag()),
            DeleteNodePoolResponse(answer: deleteAnswer(.nodePool)),
            ForceDeleteNodePoolRequest(
                nodePool: nodePool(), reason: text(), preconditions: preconditions(), isDryRun: flag()),
            ForceDeleteNodePoolResponse(
                answer: ForceDeleteAnswer(deletion: forceDeletion(), replay: maybe { $0.replay() })),
        ]
    }

    private mutating func otherMessages() -> [any RPCMessage] {
        [
            ReportRequest(target: target(), report: report()),
            ReportResponse(answer: reportAnswer()),
            ReportManyRequest(
                items: list(3) { ReportItem(ReportRequest(target: $0.target(), report: $0.report())) }),
            ReportManyResponse(results: list(3) { $0.reportResult() }),
            ListAdapterStatusesRequest(target: target()),
            ListAdapterStatusesResponse(
                overview: AdapterOverview(
                    statuses: list(3) { $0.adapterStatus() }, requiredAdapters: list(3) { $0.text() })),
            HealthCheckRequest(service: text()),
            HealthCheckResponse(health: Health(isServing: flag(), message: text(), version: text(), kindsHash: text())),
        ]
    }

    private mutating func serverMessages() -> [any RPCMessage] {
        [
            ListServicesRequest(),
            ListServicesResponse(services: list(3) { $0.servedService() }),
            GetDescriptorsRequest(symbol: text()),
            GetDescriptorsResponse(fileDescriptorSet: bytes()),
            GetSchemaRequest(),
            GetSchemaResponse(document: bytes()),
            ValidateSpecRequest(kind: flag() ? .cluster : .nodePool, spec: bytes()),
            ValidateSpecResponse(
                violations: list(3) { random in
                    FieldViolation(
                        field: random.text(), rule: random.text(), message: random.text(),
                        value: random.maybe { $0.text(1...20) })
                }),
            ServerStatusRequest(),
            ServerStatusResponse(status: serverStatus()),
        ]
    }

    private mutating func benchMessages() -> [any RPCMessage] {
        [
            EchoRequest(payload: bytes()),
            EchoResponse(payload: bytes()),
            DownloadRequest(
                count: count(), payloadBytes: Int.random(in: 0...Int(Int32.max), using: &self), isEndless: flag()),
            DownloadResponse(payload: bytes()),
            UploadRequest(payload: bytes()),
            UploadResponse(count: count(), payloadBytes: count()),
            ExchangeRequest(payload: bytes()),
            ExchangeResponse(payload: bytes()),
        ]
    }
}

extension SeededGenerator {
    fileprivate mutating func part(_ kind: ResourceKind) -> StreamPart {
        StreamPart(
            resources: list(3) { $0.resource(kind) },
            end: maybe { StreamEnd(snapshot: $0.text(), count: $0.count()) }, isPartial: flag())
    }

    fileprivate mutating func result(_ kind: ResourceKind) -> Result<Resource, RPCError> {
        flag() ? .success(resource(kind)) : .failure(RPCError(.notFound, reason: text(), message: text()))
    }

    fileprivate mutating func tree() -> ClusterTree {
        ClusterTree(
            cluster: resource(.cluster), statuses: list(3) { $0.adapterStatus() },
            nodePools: list(3) { random in
                ClusterTree.NodePoolNode(
                    nodePool: random.resource(.nodePool), statuses: random.list(3) { $0.adapterStatus() })
            },
            nextPageToken: text())
    }
}

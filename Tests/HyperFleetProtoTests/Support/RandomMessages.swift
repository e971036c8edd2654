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
            CreateClusterRequest(name: text(), labels: labels(), spec: bytes()),
            CreateClusterResponse(cluster: resource(.cluster)),
            GetClusterRequest(cluster: cluster()),
            GetClusterResponse(cluster: resource(.cluster)),
            ListClustersRequest(page: pageRequest()),
            ListClustersResponse(page: page(.cluster)),
            UpdateClusterRequest(
                cluster: cluster(), labels: maybe { $0.labels() }, spec: maybe { $0.bytes() },
                ifResourceVersion: count()),
            UpdateClusterResponse(answer: UpdateAnswer(resource: resource(.cluster), changed: flag())),
            DeleteClusterRequest(cluster: cluster(), ifResourceVersion: count()),
            DeleteClusterResponse(
                answer: DeleteAnswer(resource: resource(.cluster), outcome: flag() ? .marked : .removed)),
        ]
    }

    private mutating func nodePoolMessages() -> [any RPCMessage] {
        [
            CreateNodePoolRequest(cluster: cluster(), name: text(), labels: labels(), spec: bytes()),
            CreateNodePoolResponse(nodePool: resource(.nodePool)),
            GetNodePoolRequest(nodePool: nodePool()),
            GetNodePoolResponse(nodePool: resource(.nodePool)),
            ListNodePoolsRequest(cluster: maybe { $0.cluster() }, page: pageRequest()),
            ListNodePoolsResponse(page: page(.nodePool)),
            UpdateNodePoolRequest(
                nodePool: nodePool(), labels: maybe { $0.labels() }, spec: maybe { $0.bytes() },
                ifResourceVersion: count()),
            UpdateNodePoolResponse(answer: UpdateAnswer(resource: resource(.nodePool), changed: flag())),
            DeleteNodePoolRequest(nodePool: nodePool(), ifResourceVersion: count()),
            DeleteNodePoolResponse(
                answer: DeleteAnswer(resource: resource(.nodePool), outcome: flag() ? .marked : .removed)),
        ]
    }

    private mutating func otherMessages() -> [any RPCMessage] {
        [
            ReportRequest(target: target(), report: report()),
            ReportResponse(answer: reportAnswer()),
            ListAdapterStatusesRequest(target: target()),
            ListAdapterStatusesResponse(statuses: list(3) { $0.adapterStatus() }),
            HealthCheckRequest(service: text()),
            HealthCheckResponse(health: Health(isServing: flag(), message: text(), version: text())),
        ]
    }

    private mutating func serverMessages() -> [any RPCMessage] {
        [
            ListServicesRequest(),
            ListServicesResponse(services: list(3) { $0.servedService() }),
            GetDescriptorsRequest(symbol: text()),
            GetDescriptorsResponse(fileDescriptorSet: bytes()),
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

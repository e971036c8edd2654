import HyperFleetProto
import RPCCore
import Testing

@Suite("The methods in code are those of proto/")
struct MethodDescriptorTests {
    /// Every method with the types of its messages, as they are registered and called.
    private static let methods:
        [(method: MethodDescriptor, request: any RPCMessage.Type, answer: any RPCMessage.Type)] = [
            (ClusterMethods.create, CreateClusterRequest.self, CreateClusterResponse.self),
            (ClusterMethods.get, GetClusterRequest.self, GetClusterResponse.self),
            (ClusterMethods.list, ListClustersRequest.self, ListClustersResponse.self),
            (ClusterMethods.stream, StreamClustersRequest.self, StreamClustersResponse.self),
            (ClusterMethods.getMany, GetManyClustersRequest.self, GetManyClustersResponse.self),
            (ClusterMethods.getTree, GetClusterTreeRequest.self, GetClusterTreeResponse.self),
            (ClusterMethods.update, UpdateClusterRequest.self, UpdateClusterResponse.self),
            (ClusterMethods.delete, DeleteClusterRequest.self, DeleteClusterResponse.self),
            (ClusterMethods.forceDelete, ForceDeleteClusterRequest.self, ForceDeleteClusterResponse.self),
            (NodePoolMethods.create, CreateNodePoolRequest.self, CreateNodePoolResponse.self),
            (NodePoolMethods.get, GetNodePoolRequest.self, GetNodePoolResponse.self),
            (NodePoolMethods.list, ListNodePoolsRequest.self, ListNodePoolsResponse.self),
            (NodePoolMethods.stream, StreamNodePoolsRequest.self, StreamNodePoolsResponse.self),
            (NodePoolMethods.getMany, GetManyNodePoolsRequest.self, GetManyNodePoolsResponse.self),
            (NodePoolMethods.update, UpdateNodePoolRequest.self, UpdateNodePoolResponse.self),
            (NodePoolMethods.delete, DeleteNodePoolRequest.self, DeleteNodePoolResponse.self),
            (NodePoolMethods.forceDelete, ForceDeleteNodePoolRequest.self, ForceDeleteNodePoolResponse.self),
            (AdapterStatusMethods.report, ReportRequest.self, ReportResponse.self),
            (AdapterStatusMethods.reportMany, ReportManyRequest.self, ReportManyResponse.self),
            (AdapterStatusMethods.reportStream, ReportRequest.self, ReportManyResponse.self),
            (AdapterStatusMethods.list, ListAdapterStatusesRequest.self, ListAdapterStatusesResponse.self),
            (HealthMethods.check, HealthCheckRequest.self, HealthCheckResponse.self),
            (HealthMethods.watch, HealthCheckRequest.self, HealthCheckResponse.self),
            (ReflectionMethods.listServices, ListServicesRequest.self, ListServicesResponse.self),
            (ReflectionMethods.getDescriptors, GetDescriptorsRequest.self, GetDescriptorsResponse.self),
            (SchemaMethods.get, GetSchemaRequest.self, GetSchemaResponse.self),
            (SchemaMethods.validate, ValidateSpecRequest.self, ValidateSpecResponse.self),
            (ServerMethods.status, ServerStatusRequest.self, ServerStatusResponse.self),
            (BenchMethods.echo, EchoRequest.self, EchoResponse.self),
            (BenchMethods.echoCluster, EchoClusterRequest.self, EchoClusterResponse.self),
            (BenchMethods.download, DownloadRequest.self, DownloadResponse.self),
            (BenchMethods.upload, UploadRequest.self, UploadResponse.self),
            (BenchMethods.exchange, ExchangeRequest.self, ExchangeResponse.self),
        ]

    @Test("services, methods, kinds and message types equal the descriptor set")
    func equalDescriptorSet() {
        let inCode = Self.methods.map { method, request, answer in
            DescriptorSetReader.Method(
                path: method.path, request: ".hyperfleet.v1.\(request)", answer: ".hyperfleet.v1.\(answer)",
                kind: method.kind)
        }
        let inFiles = DescriptorSetReader(DescriptorSet.bytes).methods
        #expect(inCode.sorted { $0.path < $1.path } == inFiles.sorted { $0.path < $1.path })
    }

    @Test("each list of methods is complete")
    func lists() {
        let listed =
            ClusterMethods.all + NodePoolMethods.all + AdapterStatusMethods.all + HealthMethods.all
            + ReflectionMethods.all + SchemaMethods.all + ServerMethods.all + BenchMethods.all
        #expect(listed.map(\.path) == Self.methods.map(\.method.path))
    }

    @Test("only what a repeat cannot harm is retried by clients on their own")
    func idempotentMethods() {
        let idempotent = Self.methods.map(\.method).filter(\.isIdempotent).map(\.path)
        #expect(
            idempotent == [
                "hyperfleet.v1.ClusterService/Get", "hyperfleet.v1.ClusterService/List",
                "hyperfleet.v1.ClusterService/Stream", "hyperfleet.v1.ClusterService/GetMany",
                "hyperfleet.v1.ClusterService/GetTree",
                "hyperfleet.v1.NodePoolService/Get", "hyperfleet.v1.NodePoolService/List",
                "hyperfleet.v1.NodePoolService/Stream", "hyperfleet.v1.NodePoolService/GetMany",
                "hyperfleet.v1.AdapterStatusService/Report", "hyperfleet.v1.AdapterStatusService/ReportMany",
                "hyperfleet.v1.AdapterStatusService/List",
                "hyperfleet.v1.HealthService/Check", "hyperfleet.v1.HealthService/Watch",
                "hyperfleet.v1.ReflectionService/ListServices", "hyperfleet.v1.ReflectionService/GetDescriptors",
                "hyperfleet.v1.SchemaService/Get", "hyperfleet.v1.SchemaService/Validate",
                "hyperfleet.v1.ServerService/Status",
            ])
    }

    @Test("the .proto files say the same of repeats and kinds")
    func descriptors() throws {
        for (method, _, _) in Self.methods {
            let (service, described) = try #require(DescriptorPool.embedded.methodName(method.path))
            let descriptor = described.descriptor(of: service)
            #expect(descriptor.path == method.path)
            #expect(descriptor.kind == method.kind)
            #expect(descriptor.isIdempotent == method.isIdempotent)
        }
    }

    @Test("the descriptor set carries comments and imports")
    func contents() {
        let files = DescriptorSetReader(DescriptorSet.bytes).files
        #expect(files.contains("google/protobuf/timestamp.proto"))
        #expect(files.contains("hyperfleet/v1/resources.proto"))
        let text = String(decoding: DescriptorSet.bytes, as: UTF8.self)
        #expect(text.contains("A Kubernetes cluster of the fleet."))
    }
}

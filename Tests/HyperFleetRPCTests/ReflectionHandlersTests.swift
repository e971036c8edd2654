import HyperFleetProto
import RPCCore
import Testing

@testable import HyperFleetRPC

@Suite("Reflection tells what is served, and nothing else")
struct ReflectionHandlersTests {
    private static func router(_ methods: [MethodDescriptor]) -> Router {
        var router = Router()
        ReflectionHandlers(methods: methods).register(in: &router)
        return router
    }

    private let router = router(ClusterMethods.all + [NodePoolMethods.get])

    private func pool(_ symbol: String) async throws -> DescriptorPool {
        let answer: GetDescriptorsResponse = try await router.call(
            ReflectionMethods.getDescriptors, GetDescriptorsRequest(symbol: symbol))
        return try DescriptorPool(answer.fileDescriptorSet)
    }

    @Test("services and methods with their comments, itself included")
    func services() async throws {
        let answer: ListServicesResponse = try await router.call(
            ReflectionMethods.listServices, ListServicesRequest())
        #expect(
            answer.services.map(\.name) == [
                "hyperfleet.v1.ClusterService", "hyperfleet.v1.NodePoolService", "hyperfleet.v1.ReflectionService",
            ])
        #expect(answer.services.map(\.methods.count) == [9, 1, 2])
        let get = try #require(answer.services.first?.methods.first { $0.name == "Get" })
        #expect(
            get
                == ServedMethod(
                    name: "Get", kind: .unary, request: "hyperfleet.v1.GetClusterRequest",
                    answer: "hyperfleet.v1.GetClusterResponse", isIdempotent: true,
                    comment: "Reads one cluster, marked ones included."))
        #expect(answer.services.allSatisfy { !$0.comment.isEmpty && $0.methods.allSatisfy { !$0.comment.isEmpty } })
    }

    @Test("kinds of calls")
    func kinds() async throws {
        let router = Self.router(BenchMethods.all)
        let answer: ListServicesResponse = try await router.call(
            ReflectionMethods.listServices, ListServicesRequest())
        #expect(
            answer.services.first?.methods.map(\.kind) == [
                .unary, .unary, .serverStreaming, .clientStreaming, .bidirectionalStreaming,
            ])
    }

    @Test("all descriptors, or those of one symbol with their imports")
    func descriptors() async throws {
        let all = try await pool("")
        #expect(all.service("hyperfleet.v1.ClusterService") != nil)
        #expect(all.service("hyperfleet.v1.BenchService") == nil)
        #expect(all.message("hyperfleet.v1.EchoRequest") == nil)
        for symbol in [
            "hyperfleet.v1.ClusterService", "hyperfleet.v1.ClusterService/Create",
            "hyperfleet.v1.ClusterService.Create", "hyperfleet.v1.CreateClusterRequest",
        ] {
            let some = try await pool(symbol)
            #expect(some.message("google.protobuf.Timestamp") != nil, "\(symbol)")
            #expect(some.message("hyperfleet.v1.CreateClusterRequest")?.comment.isEmpty == false, "\(symbol)")
            #expect(some.service("hyperfleet.v1.NodePoolService") == nil, "\(symbol)")
        }
    }

    @Test(
        "what is not there or not served is not found, with what is near",
        arguments: [
            ("hyperfleet.v1.ClusterServise", "hyperfleet.v1.ClusterService"),
            ("ClusterService", "hyperfleet.v1.ClusterService"),
            ("hyperfleet.v1.BenchService", "hyperfleet.v1."),
            ("hyperfleet.v1.NodePoolService/Create", "hyperfleet.v1.NodePoolService"),
            ("hyperfleet.v1.EchoRequest", "hyperfleet.v1."),
        ])
    func notFound(_ symbol: String, _ near: String) async throws {
        let error = await #expect(throws: RPCError.self) { _ = try await pool(symbol) }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("'\(symbol)'") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(near) == true, "\(error?.message ?? "")")
    }
}

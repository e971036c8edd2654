import NIOCore
import NIOPosix
import RPCCore
import RPCTransport
import Testing

@Suite("Where handlers run", .timeLimit(.minutes(2)))
struct HandlerPlaceTests {
    private static let place = MethodDescriptor(service: "test.Place", name: "Tell")

    @Test("A request up to the bound is handled on its connection's event loop, a longer one beside it")
    func bound() async throws {
        var router = Router()
        router.register(Self.place) { (_: Text, _) async throws(RPCError) -> Text in
            Text(MultiThreadedEventLoopGroup.currentEventLoop == nil ? "beside" : "loop")
        }
        var configuration = RPCServerConfiguration.defaults
        configuration.eventLoopRequestBytes = 10
        let server = RPCServer(
            router: router, addresses: [.tcp(host: "127.0.0.1", port: 0)], configuration: configuration,
            logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            try await withClient(try await server.boundAddresses()[0]) { client in
                let short = try await client.text(Self.place, String(repeating: "x", count: 10))
                #expect(short == "loop")
                let long = try await client.text(Self.place, String(repeating: "x", count: 11))
                #expect(long == "beside")
            }
            server.stop()
            try await group.waitForAll()
        }
    }
}

import RPCCore
import RPCTransport
import ServiceLifecycle
import Testing

@Suite("Servers and clients in a service group", .timeLimit(.minutes(2)))
struct ServiceGroupTests {
    @Test("P-51: a graceful shutdown finishes running calls, then the group's run() returns")
    func gracefulShutdown() async throws {
        let service = EchoService()
        let server = RPCServer(
            router: service.router(), addresses: [.tcp(host: "127.0.0.1", port: 0)], logger: .silent)
        let servers = ServiceGroup(services: [server], logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await servers.run() }
            let address = try await server.boundAddresses()[0]
            let client = RPCClient(address: address, logger: .silent)
            let clients = ServiceGroup(services: [client], logger: .silent)
            group.addTask { try await clients.run() }
            async let held = client.text(EchoService.hold, "kept")
            await service.firstBegan.wait()
            await servers.triggerGracefulShutdown()
            #expect(try await eventually { await LifeTests.isRefused(address) })
            service.release.open()
            let answer = try await held
            #expect(answer == "kept")
            await clients.triggerGracefulShutdown()
            try await group.waitForAll()
        }
        #expect(server.counters.callsSucceeded == 1)
        #expect(server.counters.connectionsOpen == 0)
    }
}

import AllocationCount
import NIOCore
import RPCCore
import RPCTransport
import RPCWire
import Synchronization
import Testing

@Suite("Allocations", .timeLimit(.minutes(2)))
struct AllocationTests {
    static let count = MethodDescriptor(service: "test.Allocations", name: "Count")

    /// The allocations of the server's only loop, read when a call comes.
    final class Reading: Sendable {
        let counts = Mutex<[UInt64]>([])

        func router() -> Router {
            var router = Router()
            router.register(AllocationTests.count) { (request: Text, _) async throws(RPCError) -> Text in
                self.counts.withLock { $0.append(hyperfleet_allocation_count()) }
                return request
            }
            return router
        }
    }

    /// What a unary call may allocate on the server's loop, from its bytes to the bytes of its answer, in a debug
    /// build; a release build allocates less.
    static let mostPerCall = 60.0

    @Test("A unary call allocates no more on the server than it did when this was written")
    func unary() async throws {
        let reading = Reading()
        var configuration = RPCServerConfiguration.defaults
        configuration.eventLoops = 1
        let server = RPCServer(
            router: reading.router(), addresses: [.tcp(host: "127.0.0.1", port: 0)], configuration: configuration,
            logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let addresses = try await server.boundAddresses()
            try await withClient(addresses[0]) { client in
                for _ in 0..<1_500 { _ = try await client.text(Self.count, "a message of some length, as they are") }
            }
            server.stop()
            try await group.waitForAll()
        }
        let counts = reading.counts.withLock { $0 }
        try #require(counts.count == 1_500)
        // Under a sanitizer nothing is counted.
        guard counts[1_499] > 0 else { return }
        let perCall = Double(counts[1_499] - counts[499]) / 1_000
        #expect(perCall > 1, "nothing is counted")
        #expect(perCall <= Self.mostPerCall, "\(perCall) allocations a call")
    }
}

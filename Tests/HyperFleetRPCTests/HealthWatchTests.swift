import HyperFleetModel
import HyperFleetProto
import RPCCore
import Synchronization
import Testing

@testable import HyperFleetRPC

@Suite("Watching the health")
struct HealthWatchTests {
    /// What the next check finds, and how many there were.
    private final class Database: Sendable {
        private let state = Mutex<(trouble: String?, checks: Int)>((nil, 0))

        var checks: Int { state.withLock { $0.checks } }

        func set(_ trouble: String?) { state.withLock { $0.trouble = trouble } }

        func check() -> String? {
            state.withLock { state in
                state.checks += 1
                return state.trouble
            }
        }
    }

    private let database = Database()
    private let monitor: HealthMonitor
    private let router: Router

    init() {
        let database = database
        let monitor = HealthMonitor(version: "1.2.3", interval: .milliseconds(1)) { database.check() }
        var router = Router()
        HealthHandlers(monitor: monitor, knownServices: ["known"]).register(in: &router)
        self.monitor = monitor
        self.router = router
    }

    /// Runs the monitor and a watch beside `body`, which gets the answers, and waits for the watch's end.
    private func watching(
        _ body: @escaping @Sendable (inout AsyncStream<Health>.Iterator) async throws -> Void
    ) async throws {
        let sink = TestSink()
        try await withThrowingTaskGroup { group in
            group.addTask { await monitor.run() }
            group.addTask {
                try await router.stream(HealthMethods.watch, [HealthCheckRequest(service: "")], to: sink)
            }
            group.addTask {
                let (stream, continuation) = AsyncStream.makeStream(of: Health.self)
                try await withThrowingTaskGroup { inner in
                    inner.addTask {
                        for await answer in sink.answers {
                            continuation.yield(try HealthCheckResponse.decode(answer).health)
                        }
                    }
                    var iterator = stream.makeAsyncIterator()
                    try await body(&iterator)
                    inner.cancelAll()
                }
                monitor.stop()
            }
            // The watch and the body end by themselves; the monitor is told to.
            try await group.next()
            try await group.next()
            group.cancelAll()
        }
    }

    @Test("the present health comes first, then each change once, then the stop")
    func changes() async throws {
        let database = database
        let monitor = monitor
        try await watching { answers in
            let first = await answers.next()
            #expect(first == Health(isServing: true, version: "1.2.3"))
            // Many checks without a change are no answer.
            let before = database.checks
            while database.checks < before + 5 { await Task.yield() }
            database.set("the store is away")
            let second = await answers.next()
            #expect(second == Health(isServing: false, message: "the store is away", version: "1.2.3"))
            database.set(nil)
            let third = await answers.next()
            #expect(third == first)
            monitor.stop()
            let last = await answers.next()
            #expect(last?.message == "the server is stopping")
        }
    }

    @Test("a watch that begins while the server stops is told so, and ends")
    func stopped() async throws {
        monitor.stop()
        let sink = TestSink()
        try await router.stream(HealthMethods.watch, [HealthCheckRequest(service: "known")], to: sink)
        let answers = try await sink.all(as: HealthCheckResponse.self)
        #expect(answers.map(\.health.isServing) == [false])
        let check: HealthCheckResponse = try await router.call(HealthMethods.check, HealthCheckRequest(service: ""))
        #expect(check.health.message == "the server is stopping")
        #expect(database.checks == 0)
    }

    @Test("nothing is checked while nobody watches, and a watch that is given up is forgotten")
    func idle() async {
        await withTaskGroup { group in
            group.addTask { await monitor.run() }
            let ending = await givenUp()
            #expect(ending?.code == .cancelled)
            #expect(monitor.watcherCount == 0)
            group.cancelAll()
        }
    }

    /// Watches until some checks were made, and gives up.
    private func givenUp() async -> RPCError? {
        let sink = TestSink()
        return await withTaskGroup(of: RPCError?.self) { group in
            group.addTask {
                do {
                    try await router.stream(HealthMethods.watch, [HealthCheckRequest(service: "")], to: sink)
                    return nil
                } catch {
                    return error as? RPCError
                }
            }
            var answers = sink.answers.makeAsyncIterator()
            _ = await answers.next()
            while database.checks < 3 { await Task.yield() }
            group.cancelAll()
            return await group.next() ?? nil
        }
    }

    @Test("an unknown service is not found")
    func unknown() async throws {
        let error = await #expect(throws: RPCError.self) {
            try await router.stream(HealthMethods.watch, [HealthCheckRequest(service: "strange")], to: TestSink())
        }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("known") == true)
    }
}

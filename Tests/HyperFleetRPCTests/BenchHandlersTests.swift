import HyperFleetProto
import HyperFleetRPC
import NIOCore
import RPCCore
import Testing

@Suite("Bench streams")
struct BenchHandlersTests {
    private let router: Router = {
        var router = Router()
        BenchHandlers.register(in: &router)
        return router
    }()

    @Test("a download is as many answers of the length asked for")
    func download() async throws {
        for count: Int64 in [0, 1, 5] {
            let sink = TestSink()
            let request = DownloadRequest(count: count, payloadBytes: 512, isEndless: false)
            try await router.stream(BenchMethods.download, [request], to: sink)
            let answers = try await sink.all(as: DownloadResponse.self)
            #expect(answers.map(\.payload.count) == Array(repeating: 512, count: Int(count)))
        }
    }

    @Test("an endless download ends with its call only")
    func endless() async throws {
        let sink = TestSink(answersMax: 1_000)
        let request = DownloadRequest(count: 0, payloadBytes: 0, isEndless: true)
        let error = await #expect(throws: RPCError.self) {
            try await router.stream(BenchMethods.download, [request], to: sink)
        }
        #expect(error?.code == .cancelled)
        #expect(try await sink.all(as: DownloadResponse.self).count == 1_000)
    }

    @Test("a download that cannot be meant is refused by its fields")
    func refusals() async throws {
        let cases: [(request: DownloadRequest, fields: [String])] = [
            (DownloadRequest(count: 1, payloadBytes: 1 << 20, isEndless: false), []),
            (DownloadRequest(count: 1, payloadBytes: 1 << 20 + 1, isEndless: false), ["payload_bytes"]),
            (DownloadRequest(count: 1, payloadBytes: 2 << 20, isEndless: true), ["payload_bytes", "count"]),
        ]
        for (request, fields) in cases {
            let sink = TestSink(answersMax: 2)
            do throws(RPCError) {
                try await run(request, to: sink)
                #expect(fields.isEmpty)
            } catch {
                #expect(error.violations.map(\.field) == fields)
                #expect(error.code == .invalidArgument && error.processed == .no)
            }
        }
        let request = DownloadRequest(count: 1, payloadBytes: 0, isEndless: false)
        for requests in [[], [request, request]] {
            let error = await #expect(throws: RPCError.self) {
                try await router.stream(BenchMethods.download, requests, to: TestSink())
            }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test("an upload is counted")
    func upload() async throws {
        let sink = TestSink()
        let requests = [3, 0, 5].map { UploadRequest(payload: Array(repeating: 7, count: $0)) }
        try await router.stream(BenchMethods.upload, requests, to: sink)
        let answers = try await sink.all(as: UploadResponse.self)
        #expect(answers.map(\.count) == [3])
        #expect(answers.map(\.payloadBytes) == [8])
    }

    @Test("an exchange sends every payload back in its order")
    func exchange() async throws {
        let sink = TestSink()
        let payloads: [[UInt8]] = [[1], [], [2, 3]]
        try await router.stream(BenchMethods.exchange, payloads.map { ExchangeRequest(payload: $0) }, to: sink)
        #expect(try await sink.all(as: ExchangeResponse.self).map(\.payload) == payloads)
    }

    private func run(_ request: DownloadRequest, to sink: TestSink) async throws(RPCError) {
        do {
            try await router.stream(BenchMethods.download, [request], to: sink)
        } catch let error as RPCError {
            throw error
        } catch {
            throw RPCError(.unknown, message: "\(error)")
        }
    }
}

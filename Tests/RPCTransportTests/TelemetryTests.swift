import Logging
import Metrics
import RPCCore
import RPCTelemetry
import RPCTransport
import Synchronization
import Testing

@Suite("Telemetry")
struct TelemetryTests {
    @Test("Each call is one line with its outcome, and without anything that the caller sent")
    func logging() async throws {
        let lines = Lines()
        let logger = Logger(label: "calls") { _ in RecordingLogHandler(lines: lines) }
        let interceptors = [LoggingInterceptor(logger: logger)]
        try await withServer(interceptors: interceptors) { _, addresses in
            try await withClient(addresses[0]) { client in
                var options = CallOptions(idempotencyKey: "secret-key")
                options.metadata.append("token", text: "secret-token")
                _ = try await client.text(EchoService.echo, "secret-payload", options: options)
                _ = await client.failure(EchoService.fail, "secret-payload")
            }
        }
        let all = lines.all
        #expect(all.count == 2)
        #expect(all.map(\.level) == [.debug, .info])
        #expect(all[0].metadata["method"] == "test.Echo/Echo")
        #expect(all[0].metadata["code"] == "OK")
        #expect(all[0].metadata["identity"] == "anonymous@hyperfleet.local")
        #expect(all[0].metadata["call"] != all[1].metadata["call"])
        #expect(all[1].metadata["code"] == "INVALID_ARGUMENT")
        #expect(all[1].metadata["reason"] == "TEST-001")
        #expect(all.allSatisfy { $0.metadata["peer"]?.hasPrefix("127.0.0.1:") == true })
        #expect(all.allSatisfy { Int($0.metadata["duration_us"] ?? "") != nil })
        #expect(!all.contains { "\($0)".contains("secret") })
    }

    @Test("Calls are counted by method and outcome, and timed")
    func metrics() async throws {
        let factory = RecordingMetrics()
        let interceptors = [MetricsInterceptor(factory: factory)]
        try await withServer(interceptors: interceptors) { _, addresses in
            try await withClient(addresses[0]) { client in
                for _ in 0..<3 { _ = try await client.text(EchoService.echo, "x") }
                _ = await client.failure(EchoService.fail, "x")
            }
        }
        #expect(factory.value("rpc_server_started_total method=test.Echo/Echo") == 3)
        #expect(factory.value("rpc_server_handled_total method=test.Echo/Echo code=OK") == 3)
        #expect(factory.value("rpc_server_started_total method=test.Echo/Fail") == 1)
        #expect(factory.value("rpc_server_handled_total method=test.Echo/Fail code=INVALID_ARGUMENT") == 1)
        #expect(factory.value("rpc_server_duration method=test.Echo/Echo") == 3)
    }
}

final class Lines: Sendable {
    struct Line: Sendable {
        let level: Logger.Level
        let metadata: [String: String]
    }

    private let lines = Mutex<[Line]>([])

    var all: [Line] { lines.withLock { $0 } }

    func add(_ line: Line) {
        lines.withLock { $0.append(line) }
    }
}

struct RecordingLogHandler: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add(Lines.Line(level: event.level, metadata: (event.metadata ?? [:]).mapValues { "\($0)" }))
    }
}

/// Counts what each instrument was told, by label and dimensions.
final class RecordingMetrics: MetricsFactory {
    private let values = Mutex<[String: Int64]>([:])

    func value(_ name: String) -> Int64? { values.withLock { $0[name] } }

    fileprivate func add(_ amount: Int64, to name: String) {
        values.withLock { $0[name, default: 0] += amount }
    }

    private func name(_ label: String, _ dimensions: [(String, String)]) -> String {
        ([label] + dimensions.map { "\($0.0)=\($0.1)" }).joined(separator: " ")
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Instrument(metrics: self, name: name(label, dimensions))
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Instrument(metrics: self, name: name(label, dimensions))
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        Instrument(metrics: self, name: name(label, dimensions))
    }

    func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        Instrument(metrics: self, name: name(label, dimensions))
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        Instrument(metrics: self, name: name(label, dimensions))
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
}

/// Counts increments, and how often a timer was told anything.
private final class Instrument: CounterHandler, TimerHandler, RecorderHandler, FloatingPointCounterHandler, MeterHandler
{
    private let metrics: RecordingMetrics
    private let name: String

    init(metrics: RecordingMetrics, name: String) {
        self.metrics = metrics
        self.name = name
    }

    func increment(by amount: Int64) { metrics.add(amount, to: name) }
    func recordNanoseconds(_ duration: Int64) { metrics.add(1, to: name) }
    func record(_ value: Int64) {}
    func record(_ value: Double) {}
    func increment(by amount: Double) { metrics.add(Int64(amount), to: name) }
    func set(_ value: Int64) {}
    func set(_ value: Double) {}
    func decrement(by amount: Double) { metrics.add(-Int64(amount), to: name) }
    func reset() {}
}

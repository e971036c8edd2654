internal import Metrics
internal import RPCCore
internal import Synchronization

/// The instruments of one side's calls: how many began, how they ended, how long they took; by method.
final class CallInstruments: Sendable {
    /// What is measured of one method; made at its first call.
    private struct Instruments {
        let started: Counter
        let duration: Metrics.Timer
        var handled: [StatusCode: Counter] = [:]
    }

    private let instruments = Mutex<[String: Instruments]>([:])
    private let startedLabel: String
    private let handledLabel: String
    private let durationLabel: String
    private let factory: any MetricsFactory

    /// Instruments with these labels.
    init(started: String, handled: String, duration: String, factory: any MetricsFactory) {
        startedLabel = started
        handledLabel = handled
        durationLabel = duration
        self.factory = factory
    }

    /// A call of `method` begins.
    func began(_ method: String) {
        instrumentsOf(method).started.increment()
    }

    /// A call of `method` that began at `began` ended with `code`.
    func ended(_ method: String, _ code: StatusCode, began: ContinuousClock.Instant) {
        let (seconds, attoseconds) = began.duration(to: .now).components
        handled(method, code).increment()
        instrumentsOf(method).duration.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    private func instrumentsOf(_ method: String) -> Instruments {
        instruments.withLock { all in
            if let known = all[method] { return known }
            let new = Instruments(
                started: Counter(
                    label: startedLabel, dimensions: [("method", method)], factory: factory),
                duration: Timer(label: durationLabel, dimensions: [("method", method)], factory: factory))
            all[method] = new
            return new
        }
    }

    private func handled(_ method: String, _ code: StatusCode) -> Counter {
        instruments.withLock { all in
            if let known = all[method]?.handled[code] { return known }
            let new = Counter(
                label: handledLabel, dimensions: [("method", method), ("code", code.name)],
                factory: factory)
            all[method]?.handled[code] = new
            return new
        }
    }
}

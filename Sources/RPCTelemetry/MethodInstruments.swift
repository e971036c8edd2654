internal import Metrics
internal import RPCCore
internal import Synchronization

/// What is measured of one method; made at its first call, the counters of its outcomes at the first of each.
final class MethodInstruments: Sendable {
    struct Labels: Sendable {
        let started: String
        let handled: String
        let duration: String
    }

    private let method: String
    private let labels: Labels
    private let factory: any MetricsFactory
    private let startedCounter: Counter
    private let duration: Metrics.Timer
    /// By the number of the code.
    private let handled = Mutex([Counter?](repeating: nil, count: StatusCode.allCases.count))

    init(method: String, labels: Labels, factory: any MetricsFactory) {
        self.method = method
        self.labels = labels
        self.factory = factory
        startedCounter = Counter(
            label: labels.started, dimensions: [("method", method)], factory: factory)
        duration = Timer(label: labels.duration, dimensions: [("method", method)], factory: factory)
    }

    /// A call begins; the moment to give to `ended`.
    func started() -> ContinuousClock.Instant {
        startedCounter.increment()
        return .now
    }

    func ended(_ code: StatusCode, began: ContinuousClock.Instant) {
        counter(of: code).increment()
        let (seconds, attoseconds) = began.duration(to: .now).components
        duration.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    private func counter(of code: StatusCode) -> Counter {
        handled.withLock { handled in
            if let known = handled[Int(code.rawValue)] { return known }
            let new = Counter(
                label: labels.handled, dimensions: [("method", method), ("code", code.name)],
                factory: factory)
            handled[Int(code.rawValue)] = new
            return new
        }
    }
}

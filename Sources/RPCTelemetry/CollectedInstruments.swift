internal import Metrics
internal import Synchronization

/// A counter that can be read.
final class CollectedCounter: CounterHandler {
    private let total = Atomic<Int64>(0)

    var value: Int64 { total.load(ordering: .relaxed) }

    func increment(by amount: Int64) { total.wrappingAdd(amount, ordering: .relaxed) }

    func reset() { total.store(0, ordering: .relaxed) }
}

/// A timer that can be read.
final class CollectedTimer: TimerHandler {
    private let summary = Mutex(DurationSummary())

    var durations: DurationSummary { summary.withLock { $0 } }

    func recordNanoseconds(_ duration: Int64) {
        summary.withLock { $0.add(nanoseconds: duration) }
    }
}

package import Metrics
internal import Synchronization

/// Keeps counters and timers in this process, to be read at any time: a swift-metrics factory of its own.
///
/// An instrument is known by its label and its dimensions in the order given, and lives as long as the collector. Past
/// `instrumentsMax` further ones count together in one that no snapshot shows, so that names made of input cannot fill
/// the memory. Recorders and meters, which nothing here reads, take what they are told and forget it.
package final class MetricsCollector: MetricsFactory {
    private struct Key: Hashable {
        let label: String
        let dimensions: [String]

        init(_ label: String, _ dimensions: [(String, String)]) {
            self.label = label
            self.dimensions = dimensions.flatMap { [$0.0, $0.1] }
        }
    }

    private struct Instruments {
        var counters: [Key: CollectedCounter] = [:]
        var timers: [Key: CollectedTimer] = [:]
    }

    private let instruments = Mutex(Instruments())
    private let instrumentsMax: Int
    private let overflowCounter = CollectedCounter()
    private let overflowTimer = CollectedTimer()

    /// - Parameter instrumentsMax: how many counters, and how many timers, are kept apart. A timer takes 4 KiB.
    package init(instrumentsMax: Int = 4_096) {
        self.instrumentsMax = instrumentsMax
    }

    /// What all instruments have been told so far, in no order; each is read by itself, not all in one moment.
    package var snapshot: MetricsSnapshot {
        let (counters, timers) = instruments.withLock { ($0.counters, $0.timers) }
        return MetricsSnapshot(
            counters: counters.map { MetricsSnapshot.Sample(label: $0.label, $0.dimensions, $1.value) },
            timers: timers.map { MetricsSnapshot.Sample(label: $0.label, $0.dimensions, $1.durations) })
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let key = Key(label, dimensions)
        return instruments.withLock { instruments in
            if let known = instruments.counters[key] { return known }
            guard instruments.counters.count < instrumentsMax else { return overflowCounter }
            let new = CollectedCounter()
            instruments.counters[key] = new
            return new
        }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let key = Key(label, dimensions)
        return instruments.withLock { instruments in
            if let known = instruments.timers[key] { return known }
            guard instruments.timers.count < instrumentsMax else { return overflowTimer }
            let new = CollectedTimer()
            instruments.timers[key] = new
            return new
        }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        NOOPMetricsHandler.instance
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        NOOPMetricsHandler.instance
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        NOOPMetricsHandler.instance
    }

    // Instruments live on when nobody tells them anything for a while: their figures are since the start.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
}

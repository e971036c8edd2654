internal import HyperFleetModel
internal import Metrics
internal import Synchronization

/// How often the provider's schema was read again, and since when the one in use is.
final class SchemaFigures: Sendable {
    /// The label of the counter of reloads; the dimension `result` is `succeeded` or `failed`.
    static let reloadsLabel = "hyperfleet_schema_reloads_total"

    private let known: Mutex<ServerStatus.Schema>
    private let succeeded: Counter
    private let failed: Counter

    /// Figures of a schema that was read just now.
    init(factory: any MetricsFactory) {
        known = Mutex(ServerStatus.Schema(loadTime: .now))
        succeeded = Counter(label: Self.reloadsLabel, dimensions: [("result", "succeeded")], factory: factory)
        failed = Counter(label: Self.reloadsLabel, dimensions: [("result", "failed")], factory: factory)
    }

    var status: ServerStatus.Schema { known.withLock(\.self) }

    /// Notes that a changed schema was taken over just now.
    func noteReload() {
        succeeded.increment()
        known.withLock { schema in
            schema.loadTime = .now
            schema.reloadsSucceeded += 1
        }
    }

    /// Notes that a changed schema could not be used.
    func noteFailure() {
        failed.increment()
        known.withLock { $0.reloadsFailed += 1 }
    }
}

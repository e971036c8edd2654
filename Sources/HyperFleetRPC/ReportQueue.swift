internal import HyperFleetProto
internal import Synchronization

/// Reports of one stream between the task that reads them and the one that stores them.
///
/// What has come while a batch was being stored makes the next batch: a slow stream is stored at once, a fast one in
/// large batches. One reader and one taker; at most `capacity` reports wait.
final class ReportQueue: Sendable {
    private struct State {
        var items: [ReportItem] = []
        var isClosed = false
        var taker: CheckedContinuation<Void, Never>?
        var reader: CheckedContinuation<Void, Never>?

        /// Whoever waits has something to look at again.
        mutating func wakeTaker() -> CheckedContinuation<Void, Never>? {
            defer { taker = nil }
            return taker
        }

        mutating func wakeReader() -> CheckedContinuation<Void, Never>? {
            defer { reader = nil }
            return reader
        }
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Adds a report once there is room; without effect on a closed queue.
    func add(_ item: ReportItem) async {
        while state.withLock({ !$0.isClosed && $0.items.count >= capacity }) {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    guard !state.isClosed, state.items.count >= capacity else { return true }
                    state.reader = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
        let waiting = state.withLock { state in
            if !state.isClosed { state.items.append(item) }
            return state.wakeTaker()
        }
        waiting?.resume()
    }

    /// All reports that wait, at least one; nil once the queue is closed and empty.
    func next() async -> [ReportItem]? {
        while state.withLock({ !$0.isClosed && $0.items.isEmpty }) {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    guard !state.isClosed, state.items.isEmpty else { return true }
                    state.taker = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
        let (items, waiting) = state.withLock { state in
            defer { state.items = [] }
            return (state.items, state.wakeReader())
        }
        waiting?.resume()
        return items.isEmpty ? nil : items
    }

    /// Nothing is added any more; what waits can still be taken.
    func close() {
        let (taker, reader) = state.withLock { state in
            state.isClosed = true
            return (state.wakeTaker(), state.wakeReader())
        }
        taker?.resume()
        reader?.resume()
    }
}

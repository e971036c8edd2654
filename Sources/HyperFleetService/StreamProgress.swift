internal import HyperFleetModel
internal import Synchronization

/// How far a streamed list has come, and when it must be cut.
final class StreamProgress: Sendable {
    private struct State {
        var last: Resource?
        var count: Int64 = 0
        var lastMove: ContinuousClock.Instant
        var isCut = false
    }

    private let limits: StreamLimits
    private let end: ContinuousClock.Instant
    private let state: Mutex<State>

    init(limits: StreamLimits, now: ContinuousClock.Instant = .now) {
        self.limits = limits
        end = now + limits.total
        state = Mutex(State(lastMove: now))
    }

    /// These have been taken.
    func moved(past resources: ArraySlice<Resource>, now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            state.last = resources.last ?? state.last
            state.count += Int64(resources.count)
            state.lastMove = now
        }
    }

    /// The last resource that was taken; nil when none was.
    var last: Resource? { state.withLock { $0.last } }

    var count: Int64 { state.withLock { $0.count } }

    /// Whether `wait` has returned.
    var isCut: Bool { state.withLock { $0.isCut } }

    /// Returns once the list must be cut: it has been long enough in all, or long enough without a move.
    func waitForCut() async throws(CancellationError) {
        while true {
            let due = state.withLock { min(end, $0.lastMove + limits.stall) }
            guard due > .now else {
                state.withLock { $0.isCut = true }
                return
            }
            do { try await Task.sleep(until: due) } catch { throw CancellationError() }
        }
    }
}

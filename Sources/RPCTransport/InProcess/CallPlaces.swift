internal import NIOCore
internal import NIOPosix
internal import RPCCore
internal import Synchronization

/// As many places for calls as one connection has; who finds none waits for one, in turn.
final class CallPlaces: Sendable {
    private struct Waiter {
        let number: UInt64
        let continuation: CheckedContinuation<RPCError?, Never>
    }

    private struct State {
        var free: Int
        var waiting = CircularBuffer<Waiter>()
        var lastNumber: UInt64 = 0
        var isClosed = false
    }

    private let maximumWaiting: Int
    private let state: Mutex<State>

    /// - Parameter maximumWaiting: calls that may wait; one more is refused.
    init(count: Int, maximumWaiting: Int) {
        self.maximumWaiting = maximumWaiting
        state = Mutex(State(free: count))
    }

    /// How many wait for a place now.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Takes a place, waiting for one; it is to be given back by `free()`.
    ///
    /// - Throws: `RESOURCE_EXHAUSTED` when too many wait already, `DEADLINE_EXCEEDED` at the deadline, `CANCELLED` when
    ///   the task is, `UNAVAILABLE` once the places are closed.
    func take(until deadline: Deadline) async throws(RPCError) {
        guard !takeFree() else { return }
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let timer = MultiThreadedEventLoopGroup.singleton.any()
            .scheduleTask(in: TimeAmount(until: deadline.instant, from: .now)) {
                self.giveUp(number, .deadlineExceeded(.no))
            }
        let error = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiter = Waiter(number: number, continuation: continuation)
                switch state.withLock({ Self.enter(waiter, deadline, maximumWaiting, in: &$0) }) {
                case .taken: continuation.resume(returning: nil)
                case .refused(let error): continuation.resume(returning: error)
                case .waits: break
                }
            }
        } onCancel: {
            giveUp(number, .cancelled(.no))
        }
        timer.cancel()
        if let error { throw error }
    }

    /// Gives a place back: to whoever has waited longest.
    func free() {
        let next = state.withLock { state -> Waiter? in
            let next = state.waiting.popFirst()
            if next == nil { state.free += 1 }
            return next
        }
        next?.continuation.resume(returning: nil)
    }

    /// Whoever waits is refused, and so is whoever comes.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.continuation.resume(returning: Self.closed) }
    }

    private func takeFree() -> Bool {
        state.withLock { state in
            guard state.free > 0, !state.isClosed else { return false }
            state.free -= 1
            return true
        }
    }

    private enum Entry {
        case taken
        case waits
        case refused(RPCError)
    }

    private static func enter(
        _ waiter: Waiter, _ deadline: Deadline, _ maximumWaiting: Int, in state: inout State
    ) -> Entry {
        guard !state.isClosed else { return .refused(closed) }
        if state.free > 0 {
            state.free -= 1
            return .taken
        }
        // Whatever came before this found nobody to give up for.
        guard !Task.isCancelled else { return .refused(.cancelled(.no)) }
        guard deadline.remaining > .zero else { return .refused(.deadlineExceeded(.no)) }
        guard state.waiting.count < maximumWaiting else {
            let message = "\(state.waiting.count) calls wait for a place already"
            return .refused(RPCError(.resourceExhausted, message: message, processed: .no))
        }
        state.waiting.append(waiter)
        return .waits
    }

    private func giveUp(_ number: UInt64, _ error: RPCError) {
        let waiter = state.withLock { state -> Waiter? in
            state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
        }
        waiter?.continuation.resume(returning: error)
    }

    private static let closed = RPCError(.unavailable, message: "the transport is closed", processed: .no)
}

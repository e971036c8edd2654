internal import Synchronization

/// One request on its way through a lane: work for a thread, and a task that waits for the answer.
///
/// A job is answered exactly once, by whichever comes first: its thread, its cancellation, or a queue that gives up.
final class Job<Work: QueuedWork, Answer: Sendable>: Sendable {
    typealias Outcome = Result<Answer, PostgresError>
    typealias Continuation = CheckedContinuation<Outcome, Never>

    private enum State {
        /// Nobody waits yet.
        case fresh
        /// In a queue.
        case waiting(Continuation)
        /// On a connection. `wakeup` tells its thread of a cancellation; without one the task just stops waiting.
        case running(Continuation, wakeup: Wakeup?, isInterrupted: Bool)
        case finished
    }

    let work: Work
    /// The size of `work`.
    let size: Int
    let submitted: MonotonicTime
    private let state = Mutex(State.fresh)
    private let attempts = Atomic(0)

    init(_ work: Work) {
        self.work = work
        size = work.size
        submitted = .now
    }

    /// Waits for the answer after `enqueue` has put the job where a thread finds it; an error from there answers it.
    func answer(enqueue: (Job) -> PostgresError?) async -> Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard attach(continuation) else { return continuation.resume(returning: .failure(.cancelled)) }
                if let refusal = enqueue(self) { finish(.failure(refusal)) }
            }
        } onCancel: {
            cancel()
        }
    }

    /// Waits for the answer even when the task is cancelled.
    func answerRegardless(enqueue: (Job) -> PostgresError?) async -> Outcome {
        await withCheckedContinuation { continuation in
            guard attach(continuation) else { return continuation.resume(returning: .failure(.cancelled)) }
            if let refusal = enqueue(self) { finish(.failure(refusal)) }
        }
    }

    var isFinished: Bool {
        state.withLock { state in
            if case .finished = state { return true }
            return false
        }
    }

    /// Whether the task was cancelled while a thread worked for it.
    var isInterrupted: Bool {
        state.withLock { state in
            if case .running(_, _, isInterrupted: true) = state { return true }
            return false
        }
    }

    /// Takes the job for a thread; false when it was answered already.
    func start(wakeup: Wakeup?) -> Bool {
        state.withLock { state in
            guard case .waiting(let continuation) = state else { return false }
            state = .running(continuation, wakeup: wakeup, isInterrupted: false)
            return true
        }
    }

    /// Gives a started job back to be started again, once; false when it was given back before, or is answered.
    func restart() -> Bool {
        guard attempts.wrappingAdd(1, ordering: .relaxed).newValue == 1 else { return false }
        return state.withLock { state in
            guard case .running(let continuation, _, isInterrupted: false) = state else { return false }
            state = .waiting(continuation)
            return true
        }
    }

    /// Fails a started job that was not given back.
    func failUnlessWaiting(_ error: PostgresError) {
        let isWaiting = state.withLock { state in
            if case .waiting = state { return true }
            return false
        }
        if !isWaiting { finish(.failure(error)) }
    }

    /// Answers the job, unless it was answered already.
    func finish(_ outcome: Outcome) {
        let continuation = state.withLock { state -> Continuation? in
            defer { state = .finished }
            switch state {
            case .waiting(let continuation), .running(let continuation, _, _): return continuation
            case .fresh, .finished: return nil
            }
        }
        continuation?.resume(returning: outcome)
    }

    private func attach(_ continuation: Continuation) -> Bool {
        state.withLock { state in
            guard case .fresh = state else { return false }
            state = .waiting(continuation)
            return true
        }
    }

    private func cancel() {
        let abandoned = state.withLock { state -> Continuation? in
            switch state {
            case .running(let continuation, let wakeup?, _):
                state = .running(continuation, wakeup: wakeup, isInterrupted: true)
                wakeup.fire()
                return nil
            case .waiting(let continuation), .running(let continuation, nil, _):
                state = .finished
                return continuation
            case .fresh:
                state = .finished
                return nil
            case .finished:
                return nil
            }
        }
        abandoned?.resume(returning: .failure(.cancelled))
    }
}

internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Wakes calls that wait for something about the addresses to change.
final class ChangeSignal: Sendable {
    private struct Waiter {
        let continuation: CheckedContinuation<Void, Never>
        let alarm: Scheduled<Void>

        func resume() {
            alarm.cancel()
            continuation.resume()
        }
    }

    private struct State {
        var version: UInt64 = 0
        var nextID: UInt64 = 0
        var waiters: [UInt64: Waiter] = [:]
    }

    private let state = Mutex(State())

    /// What has happened so far: to be read before looking, and given to `wait`, so that no change is missed.
    var version: UInt64 { state.withLock { $0.version } }

    /// Something has changed.
    func send() {
        let waiters = state.withLock { state in
            state.version += 1
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter.resume() }
    }

    /// Returns after a change since `version`, at `instant`, or when the task is cancelled, whichever comes first.
    func wait(after version: UInt64, until instant: ContinuousClock.Instant) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    // A cancelled task finds this false once its handler has found nobody to wake.
                    guard state.version == version, !Task.isCancelled else { return false }
                    let alarm = MultiThreadedEventLoopGroup.singleton.any()
                        .scheduleTask(in: TimeAmount(until: instant, from: .now)) { self.wake(id) }
                    state.waiters[id] = Waiter(continuation: continuation, alarm: alarm)
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            wake(id)
        }
    }

    private func wake(_ id: UInt64) {
        state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
    }
}

internal import Glibc

/// State behind a lock that threads can wait on.
///
/// `@unchecked Sendable` holds since `state` is touched only while `mutex` is held.
final class Monitor<State: Sendable>: @unchecked Sendable {
    /// What a waiting thread found in the state.
    enum Step<Value> {
        case done(Value)
        /// Look again when signalled, or at this moment; nil for no limit.
        case wait(until: MonotonicTime?)
    }

    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ state: State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func withLock<Value>(_ body: (inout State) -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&state)
    }

    /// Wakes one waiting thread.
    func signal() {
        pthread_cond_signal(condition)
    }

    /// Wakes every waiting thread.
    func broadcast() {
        pthread_cond_broadcast(condition)
    }

    /// Blocks the thread until `step` is done; `step` runs under the lock, first at once.
    func wait<Value>(_ step: (inout State) -> Step<Value>) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            switch step(&state) {
            case .done(let value): return value
            case .wait(until: nil): pthread_cond_wait(condition, mutex)
            case .wait(until: let moment?):
                var time = moment.timespec
                pthread_cond_timedwait(condition, mutex, &time)
            }
        }
    }
}

/// Where the jobs of one lane wait, first come first served, bounded in number and in size.
final class JobQueue<Work: QueuedWork, Answer: Sendable>: Sendable {
    typealias QueuedJob = Job<Work, Answer>

    /// What a thread got from the queue.
    enum Taken {
        case jobs([QueuedJob])
        /// Nothing came before the deadline.
        case timedOut
        case closed
    }

    private struct State {
        private(set) var jobs = FIFO<QueuedJob>()
        /// The sizes of `jobs`, added up.
        private(set) var size = 0
        /// Threads that wait for a job.
        var idle = 0
        /// Those of them that look again by themselves before long.
        var watching = 0
        var closed: PostgresError?
        var counters: PostgresCounters.Lane

        mutating func takeJobs(_ limit: BatchLimit<Work>) -> [QueuedJob] {
            var taken: [QueuedJob] = []
            var bytes = 0
            while taken.count < limit.jobs, let next = jobs.first {
                bytes += limit.weigh(next.work)
                if bytes > limit.bytes, !taken.isEmpty { break }
                taken.append(next)
                dropFirst(next)
            }
            counters.inFlight += taken.count
            return taken
        }

        mutating func append(_ job: QueuedJob) {
            jobs.append(job)
            size += job.size
        }

        mutating func prepend(_ more: [QueuedJob]) {
            jobs.prepend(more)
            size += more.reduce(0) { $0 + $1.size }
        }

        mutating func removeFinished() {
            var left = 0
            jobs.removeAll { job in
                let isFinished = job.isFinished
                if !isFinished { left += job.size }
                return isFinished
            }
            size = left
        }

        mutating func takeAll() -> [QueuedJob] {
            size = 0
            return jobs.takeAll()
        }

        mutating func takeFirst(olderThan age: Duration, at now: MonotonicTime) -> QueuedJob? {
            guard let job = jobs.first, job.submitted + age < now else { return nil }
            dropFirst(job)
            return job
        }

        private mutating func dropFirst(_ job: QueuedJob) {
            _ = jobs.popFirst()
            size -= job.size
        }
    }

    private let monitor: Monitor<State>
    private let maxWaiting: Int
    private let maxWaitingSize: Int
    private let gathering: Gathering?

    /// - Parameters:
    ///   - maxWaitingSize: how many bytes may wait; a job that is larger by itself may still be the only one.
    ///   - gathering: lets jobs wait for a busy thread as far as it says; nil gives each to any free thread.
    init(name: String, maxWaiting: Int, maxWaitingSize: Int = .max, gathering: Gathering? = nil) {
        monitor = Monitor(State(counters: PostgresCounters.Lane(name: name)))
        self.maxWaiting = maxWaiting
        self.maxWaitingSize = maxWaitingSize
        self.gathering = gathering
    }

    /// What became of a push.
    struct Pushed {
        /// Why the queue did not take the job.
        var refusal: PostgresError?
        /// Whether more jobs wait than threads: a thread that waits may be on its way to another job.
        var isBusy = false
        var isDisconnected = false
        /// Whether a waiting thread must look.
        fileprivate var needsThread = false
    }

    /// Adds a job at the end.
    func push(_ job: QueuedJob) -> Pushed {
        let pushed = monitor.withLock { state -> Pushed in
            if let closed = state.closed { return Pushed(refusal: closed) }
            if refusal(of: job, state) != nil { state.removeFinished() }
            if let refusal = refusal(of: job, state) { return Pushed(refusal: refusal) }
            state.append(job)
            return Pushed(
                isBusy: state.jobs.count > state.idle, isDisconnected: state.counters.connected == 0,
                needsThread: needsThread(state))
        }
        if pushed.needsThread { monitor.signal() }
        return pushed
    }

    /// Why there is no place for `job`; nil where there is.
    private func refusal(of job: QueuedJob, _ state: State) -> PostgresError? {
        let lane = state.counters.name
        guard state.jobs.count < maxWaiting else {
            return PostgresError(.overloaded, detail: "\(maxWaiting) requests wait for the \(lane) lane already")
        }
        guard state.jobs.isEmpty || job.size <= maxWaitingSize - state.size else {
            let detail = "requests of \(state.size) bytes wait for the \(lane) lane already, of \(maxWaitingSize)"
            return PostgresError(.overloaded, detail: detail)
        }
        return nil
    }

    private func needsThread(_ state: State) -> Bool {
        guard let gathering, state.counters.inFlight > 0 else { return true }
        return state.watching == 0 || state.jobs.count >= gathering.jobs
    }

    /// Blocks until there is a job, then takes as many as are there, within `limit`.
    func take(_ limit: BatchLimit<Work>, deadline: MonotonicTime? = nil) -> Taken {
        var isIdle = false
        var isWatching = false
        return monitor.wait { state -> Monitor<State>.Step<Taken> in
            if isWatching { state.watching -= 1 }
            isWatching = false
            let isOver = state.closed != nil || deadline.map { MonotonicTime.now >= $0 } ?? false
            let lookAgain = isOver ? nil : leavesJobs(of: state)
            let jobs = lookAgain == nil ? state.takeJobs(limit) : []
            if jobs.isEmpty, !isOver {
                if !isIdle { state.idle += 1 }
                isIdle = true
                guard let lookAgain else { return .wait(until: deadline) }
                state.watching += 1
                isWatching = true
                return .wait(until: lookAgain)
            }
            if isIdle { state.idle -= 1 }
            if !jobs.isEmpty { return .done(.jobs(jobs)) }
            return .done(state.closed == nil ? .timedOut : .closed)
        }
    }

    /// Until when a thread leaves the waiting jobs to the one at work; nil when it need not.
    private func leavesJobs(of state: State) -> MonotonicTime? {
        guard let gathering, state.counters.inFlight > 0, state.jobs.count < gathering.jobs else { return nil }
        let now = MonotonicTime.now
        let moment = (state.jobs.first?.submitted ?? now) + gathering.patience
        return now < moment ? moment : nil
    }

    /// Says that a thread is done with jobs that it took.
    func completed(_ jobs: Int, roundTrips: Int) {
        monitor.withLock { state in
            state.counters.inFlight -= jobs
            state.counters.roundTrips += roundTrips
        }
    }

    /// Puts taken jobs back in front; a closed queue fails them.
    func putBack(_ jobs: [QueuedJob]) {
        guard !jobs.isEmpty else { return }
        let closed = monitor.withLock { state in
            if state.closed == nil { state.prepend(jobs) }
            return state.closed
        }
        if let closed { for job in jobs { job.finish(.failure(closed)) } }
        monitor.broadcast()
    }

    /// Refuses all jobs from now on, and those that wait, with `error`.
    func close(_ error: PostgresError) {
        let waiting = monitor.withLock { state in
            if state.closed == nil { state.closed = error }
            return state.takeAll()
        }
        monitor.broadcast()
        for job in waiting { job.finish(.failure(error)) }
    }

    /// Fails every waiting job, when no connection is there to serve it.
    func failWaitingIfDisconnected(_ error: PostgresError) {
        let waiting = monitor.withLock { state in
            state.counters.connected == 0 ? state.takeAll() : []
        }
        for job in waiting { job.finish(.failure(error)) }
    }

    /// Fails the jobs that have waited longer than `age`.
    func failWaiting(longerThan age: Duration, _ error: PostgresError) {
        let now = MonotonicTime.now
        let expired = monitor.withLock { state in
            var expired: [QueuedJob] = []
            while let job = state.takeFirst(olderThan: age, at: now) { expired.append(job) }
            return expired
        }
        for job in expired { job.finish(.failure(error)) }
    }

    var counters: PostgresCounters.Lane {
        monitor.withLock { state in
            var counters = state.counters
            counters.waiting = state.jobs.count
            counters.waitingBytes = state.size
            return counters
        }
    }

    var isDisconnected: Bool { monitor.withLock { $0.counters.connected == 0 } }

    func connectionOpened() {
        monitor.withLock { state in
            state.counters.connected += 1
            state.counters.connects += 1
        }
    }

    func connectionClosed() {
        monitor.withLock { $0.counters.connected -= 1 }
    }
}

internal import CLibPQ
internal import Glibc
internal import Logging

/// How a thread waits for an answer.
struct Patience {
    /// How long PostgreSQL may be silent; nil for ever.
    var silenceLimit: Duration?
    /// Whether the task that waits for the answer has been cancelled; asked when the connection's wakeup fires.
    var isInterrupted: () -> Bool
    /// How long PostgreSQL may take to obey a cancel request.
    var cancelGrace: Duration = .seconds(5)
    /// When to ask again: PostgreSQL ignores a request that comes while it reads the next message of a segment.
    private(set) var nextCancel: MonotonicTime?
    /// When to give the connection up.
    private(set) var cancelDeadline: MonotonicTime?

    init(silenceLimit: Duration? = nil, isInterrupted: @escaping () -> Bool = { false }) {
        self.silenceLimit = silenceLimit
        self.isInterrupted = isInterrupted
    }

    /// A cancel request has been sent.
    mutating func cancelled() {
        let now = MonotonicTime.now
        nextCancel = now + .milliseconds(250)
        cancelDeadline = cancelDeadline ?? now + cancelGrace
    }
}

extension PostgresConnection {
    /// The next result; nil where libpq separates the results of two statements.
    func nextResult(_ patience: inout Patience) throws(ConnectionFailure) -> PostgresResult? {
        while PQisBusy(handle) == 1 {
            try awaitInput(&patience, events: POLLIN)
            guard PQconsumeInput(handle) == 1 else { throw lost(sent: true) }
        }
        guard let result = PQgetResult(handle) else {
            guard PQstatus(handle) == CONNECTION_OK else { throw lost(sent: true) }
            return nil
        }
        return PostgresResult(owning: result)
    }

    /// Sends what libpq has buffered, and reads meanwhile, so that neither side waits for the other for ever.
    func flush(_ patience: inout Patience) throws(ConnectionFailure) {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1:
                try awaitInput(&patience, events: POLLIN | POLLOUT)
                guard PQconsumeInput(handle) == 1 else { throw lost(sent: true) }
            default: throw lost(sent: true)
            }
        }
    }

    /// Blocks until the socket is ready; a cancellation meanwhile cancels the running query.
    private func awaitInput(_ patience: inout Patience, events: Int32) throws(ConnectionFailure) {
        let deadline = patience.silenceLimit.map { MonotonicTime.now + $0 }
        while true {
            let next = patience.nextCancel ?? deadline
            let (isReady, isWoken) = poll(events, until: next)
            if isReady { return }
            if let giveUp = patience.cancelDeadline ?? deadline, MonotonicTime.now >= giveUp {
                throw ConnectionFailure(reason: "PostgreSQL has been silent for too long", wasSent: true)
            }
            if isWoken { wakeup.drain() }
            let isDue = patience.nextCancel.map { MonotonicTime.now >= $0 } ?? isWoken
            guard isDue, patience.isInterrupted() else { continue }
            try cancelRunning()
            patience.cancelled()
        }
    }

    /// Waits for the socket and the wakeup, until a moment; nil for no limit.
    private func poll(_ events: Int32, until moment: MonotonicTime?) -> (isReady: Bool, isWoken: Bool) {
        var descriptors = (
            pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0),
            pollfd(fd: wakeup.descriptor, events: Int16(POLLIN), revents: 0)
        )
        let milliseconds = moment.map { Self.milliseconds(until: $0) } ?? -1
        let ready = withUnsafeMutableBytes(of: &descriptors) { bytes in
            Glibc.poll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress, 2, milliseconds)
        }
        guard ready > 0 else { return (false, false) }
        return (descriptors.0.revents != 0, descriptors.1.revents != 0)
    }

    private static func milliseconds(until deadline: MonotonicTime) -> Int32 {
        let left = deadline.nanoseconds - MonotonicTime.now.nanoseconds
        return Int32(clamping: max(0, (left + 999_999) / 1_000_000))
    }

    /// Asks PostgreSQL to cancel what this connection runs, and waits until it has been told.
    ///
    /// PQcancel blocks without a limit, so that it has a thread of its own; a connection whose cancel request may
    /// still be on its way must not be used again, since it would hit another statement.
    private func cancelRunning() throws(ConnectionFailure) {
        let request = CancelRequest(handle)
        do throws(PostgresError) {
            try DedicatedThread.start { request?.send() }
        } catch {
            throw ConnectionFailure(reason: "a cancel request could not be sent: \(error.detail)", wasSent: true)
        }
        guard request?.wait(until: MonotonicTime.now + .seconds(3)) == true else {
            throw ConnectionFailure(reason: "a cancel request was not taken", wasSent: true)
        }
    }
}

internal import CLibPQ

/// A request to PostgreSQL to cancel what one connection runs.
///
/// `@unchecked Sendable` holds since the PGcancel is a copy of its own that libpq allows any thread to send, only
/// `send` uses it, and it is freed once, by deinit.
final class CancelRequest: @unchecked Sendable {
    private let handle: OpaquePointer
    private let outcome = Monitor<Bool?>(nil)

    /// Must be made on the connection's thread; nil when the connection is closed.
    init?(_ connection: OpaquePointer) {
        guard let handle = PQgetCancel(connection) else { return nil }
        self.handle = handle
    }

    deinit {
        PQfreeCancel(handle)
    }

    /// Connects, asks and waits until PostgreSQL has passed the request on; blocks.
    func send() {
        var message = [CChar](repeating: 0, count: 256)
        let accepted = PQcancel(handle, &message, Int32(message.count)) == 1
        outcome.withLock { $0 = accepted }
        outcome.broadcast()
    }

    /// Whether PostgreSQL took the request before `deadline`.
    func wait(until deadline: MonotonicTime) -> Bool {
        outcome.wait { accepted in
            if let accepted { return .done(accepted) }
            return MonotonicTime.now >= deadline ? .done(false) : .wait(until: deadline)
        }
    }
}

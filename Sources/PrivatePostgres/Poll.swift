internal import Glibc

/// Waiting for what gives no sign, such as another process's files.
enum Poll {
    /// Asks every 5 ms, blocking the thread; false when `limit` is over first.
    static func until(_ limit: Duration, _ condition: () throws -> Bool) rethrows -> Bool {
        let end = ContinuousClock.now + limit
        while true {
            if try condition() { return true }
            guard ContinuousClock.now < end else { return false }
            usleep(5_000)
        }
    }
}

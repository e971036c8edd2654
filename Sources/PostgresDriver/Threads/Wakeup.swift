internal import Glibc

/// Wakes a thread out of `poll`: a pipe that never blocks.
final class Wakeup: Sendable {
    /// What to poll for reading.
    let descriptor: Int32
    private let writer: Int32

    init() throws(PostgresError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw PostgresError(.unavailable, detail: "no pipe: \(String(cString: strerror(errno)))")
        }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        descriptor = ends[0]
        writer = ends[1]
    }

    deinit {
        close(descriptor)
        close(writer)
    }

    /// A full pipe is as good as one more byte: the thread is woken either way.
    func fire() {
        var byte: UInt8 = 1
        _ = write(writer, &byte, 1)
    }

    /// Takes all wake-ups so far.
    func drain() {
        var bytes: [UInt8] = Array(repeating: 0, count: 64)
        while read(descriptor, &bytes, bytes.count) == bytes.count {}
    }
}

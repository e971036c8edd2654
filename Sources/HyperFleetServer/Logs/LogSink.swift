internal import Glibc
internal import Synchronization

/// Where log lines go: a file descriptor, whole lines one after the other.
///
/// A reader that has stopped must not stop the server. A line waits at most `patience` for the descriptor to take
/// it; then it is dropped, and further lines are dropped without waiting until it takes some again. What was lost is
/// counted and told to the next line's maker.
final class LogSink: Sendable {
    /// How long a line may wait, in milliseconds.
    private static let patience: Int32 = 100
    /// A pipe that says it is ready takes this many bytes at once.
    private static let pieceSize = 4_096

    private struct State {
        var lost = 0
        /// Whether a line was cut off in the middle, so that the next one must begin on a new one.
        var isTorn = false
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Standard error.
    static let standardError = LogSink(descriptor: STDERR_FILENO)

    /// Writes the line that `make` returns for the number of lines lost just before it, and a line feed.
    func write(_ make: (_ lost: Int) -> String) {
        state.withLock { state in
            var bytes: [UInt8] = state.isTorn ? [UInt8(ascii: "\n")] : []
            bytes += Array(make(state.lost).utf8)
            bytes.append(UInt8(ascii: "\n"))
            let written = write(bytes, patience: state.lost > 0 ? 0 : Self.patience)
            if written == bytes.count {
                state = State()
            } else {
                state.lost += 1
                state.isTorn = state.isTorn && written == 0 || written > 1
            }
        }
    }

    /// How many of the bytes the descriptor took in time.
    private func write(_ bytes: [UInt8], patience: Int32) -> Int {
        var written = 0
        while written < bytes.count {
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&request, 1, patience) == 1 else { return written }
            let piece = bytes[written...].prefix(Self.pieceSize)
            let count = piece.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                guard errno == EINTR || errno == EAGAIN else { return written }
                continue
            }
            written += count
        }
        return written
    }
}

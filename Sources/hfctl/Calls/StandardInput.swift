internal import Foundation
internal import Glibc
internal import Synchronization

/// Standard input, read as it comes and without holding up a thread that others need.
enum StandardInput {
    private static let chunkBytes = 64 << 10

    /// What has come since the last read, at least one byte; nil at the end, or once the task is cancelled.
    ///
    /// - Throws: a usage error where it cannot be read.
    static func chunk() async throws(CommandFailure) -> [UInt8]? {
        let waiting = Waiting()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard waiting.begin(continuation) else { return }
                // The read may never return; then the thread ends with the program.
                Thread.detachNewThread { waiting.end(read()) }
            }
        } onCancel: {
            waiting.end(.success(nil))
        }
        return try result.get()
    }

    private static func read() -> Result<[UInt8]?, CommandFailure> {
        var bytes = [UInt8](repeating: 0, count: chunkBytes)
        while true {
            let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
            if count > 0 { return .success(Array(bytes.prefix(count))) }
            if count == 0 { return .success(nil) }
            if errno != EINTR {
                return .failure(.usage("cannot read standard input: \(String(cString: strerror(errno)))"))
            }
        }
    }
}

/// Whoever waits for a read: answered once, by the read or by a cancel.
private final class Waiting: Sendable {
    private typealias Continuation = CheckedContinuation<Result<[UInt8]?, CommandFailure>, Never>

    private enum State {
        case new
        case waiting(Continuation)
        case over
    }

    private let state = Mutex(State.new)

    /// Whether the wait is still wanted; if not, it has been answered.
    func begin(_ continuation: CheckedContinuation<Result<[UInt8]?, CommandFailure>, Never>) -> Bool {
        let isWanted = state.withLock { state in
            guard case .new = state else { return false }
            state = .waiting(continuation)
            return true
        }
        if !isWanted { continuation.resume(returning: .success(nil)) }
        return isWanted
    }

    func end(_ result: Result<[UInt8]?, CommandFailure>) {
        let continuation = state.withLock { state -> Continuation? in
            defer { state = .over }
            guard case .waiting(let continuation) = state else { return nil }
            return continuation
        }
        continuation?.resume(returning: result)
    }
}

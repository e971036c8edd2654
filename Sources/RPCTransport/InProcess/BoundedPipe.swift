internal import NIOCore
internal import RPCCore
internal import Synchronization

/// Carries messages from one task to another within a process; whoever writes waits while too many bytes lie in it.
///
/// One task writes and one reads at a time.
final class BoundedPipe: Sendable {
    private enum End {
        /// Comes behind the messages that lie in the pipe.
        case afterMessages(RPCError?)
        /// Came before them.
        case now(RPCError)
    }

    private struct State {
        var messages = CircularBuffer<ByteBuffer>()
        var bytes = 0
        var end: End?
        var reader: CheckedContinuation<Void, Never>?
        var writer: CheckedContinuation<Void, Never>?
    }

    private let window: Int
    private let state = Mutex(State())

    /// - Parameter window: a message is taken while fewer bytes than this lie in the pipe.
    init(window: Int) {
        self.window = window
    }

    /// Puts `message` into the pipe, waiting for room.
    ///
    /// - Throws: how the call ended, or `CANCELLED` when the task is.
    func write(_ message: ByteBuffer) async throws(RPCError) {
        while true {
            switch state.withLock({ Self.put(message, in: &$0, window: window) }) {
            case .done(let reader):
                reader?.resume()
                return
            case .ended(let error): throw error
            case .wait: break
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let waits = state.withLock { state in
                        guard state.end == nil, state.bytes >= window, !Task.isCancelled else { return false }
                        state.writer = continuation
                        return true
                    }
                    if !waits { continuation.resume() }
                }
            } onCancel: {
                state.withLock { $0.writer.take() }?.resume()
            }
            if Task.isCancelled { throw .cancelled(.maybe) }
        }
    }

    /// The next message, waiting for it; nil at the end.
    ///
    /// - Throws: how the call ended, or `CANCELLED` when the task is.
    func next() async throws(RPCError) -> ByteBuffer? {
        while true {
            switch state.withLock({ Self.take(from: &$0) }) {
            case .message(let message, let writer):
                writer?.resume()
                return message
            case .end(let error):
                if let error { throw error }
                return nil
            case .wait: break
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let waits = state.withLock { state in
                        guard state.end == nil, state.messages.isEmpty, !Task.isCancelled else { return false }
                        state.reader = continuation
                        return true
                    }
                    if !waits { continuation.resume() }
                }
            } onCancel: {
                state.withLock { $0.reader.take() }?.resume()
            }
            if Task.isCancelled { throw .cancelled(.maybe) }
        }
    }

    /// No message follows: the reader gets what lies in the pipe, and then `error`, or the end.
    func finish(_ error: RPCError? = nil) {
        end(.afterMessages(error))
    }

    /// The call is over: what lies in the pipe is dropped, and both sides get `error`.
    func abort(_ error: RPCError) {
        end(.now(error))
    }

    private func end(_ end: End) {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            switch (state.end, end) {
            case (nil, .afterMessages): state.end = end
            case (nil, .now), (.afterMessages, .now):
                state.end = end
                state.messages.removeAll()
                state.bytes = 0
            case (.afterMessages, .afterMessages), (.now, _): return []
            }
            return [state.reader.take(), state.writer.take()].compactMap { $0 }
        }
        for continuation in waiting { continuation.resume() }
    }

    private enum Put {
        case done(CheckedContinuation<Void, Never>?)
        case wait
        case ended(RPCError)
    }

    private static func put(_ message: ByteBuffer, in state: inout State, window: Int) -> Put {
        switch state.end {
        case .now(let error), .afterMessages(.some(let error)): return .ended(error)
        case .afterMessages(nil):
            return .ended(RPCError(.cancelled, message: "no message follows the last one", processed: .no))
        case nil: break
        }
        guard state.bytes < window else { return .wait }
        state.messages.append(message)
        // An empty message weighs something too, or any number of them would fit.
        state.bytes += max(message.readableBytes, 1)
        return .done(state.reader.take())
    }

    private enum Taken {
        case message(ByteBuffer, CheckedContinuation<Void, Never>?)
        case wait
        case end(RPCError?)
    }

    private static func take(from state: inout State) -> Taken {
        if let message = state.messages.popFirst() {
            state.bytes -= max(message.readableBytes, 1)
            return .message(message, state.writer.take())
        }
        switch state.end {
        case .now(let error): return .end(error)
        case .afterMessages(let error): return .end(error)
        case nil: return .wait
        }
    }
}

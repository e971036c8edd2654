internal import NIOCore
internal import NIOPosix
internal import RPCCore
internal import RPCWire
internal import Synchronization

/// One call within the process: two pipes, and a handler that runs between them.
final class InProcessCall: ClientStream {
    private struct State {
        var task: CallTask?
        var deadline: Scheduled<Void>?
        var isOver = false
    }

    let requests: BoundedPipe
    let answers: BoundedPipe
    private let messageBytes: Int
    private let state = Mutex(State())

    init(limits: WireLimits) {
        requests = BoundedPipe(window: limits.streamWindowBytes)
        answers = BoundedPipe(window: limits.streamWindowBytes)
        messageBytes = limits.messageBytes
    }

    /// The handler runs now, until `deadline` at the latest.
    func began(_ task: CallTask, deadline: Deadline) {
        let isOver = state.withLock { state in
            guard !state.isOver else { return true }
            state.task = task
            state.deadline = MultiThreadedEventLoopGroup.singleton.any()
                .scheduleTask(in: TimeAmount(until: deadline.instant, from: .now)) {
                    self.end(.deadlineExceeded(.maybe))
                }
            return false
        }
        // It may be over already, by its own end or by a cancel: then there is nothing to watch, or much to stop.
        if isOver { task.cancel() }
    }

    /// The handler has ended: its last answers, and then `error` or the end, go to the client.
    func handlerEnded(_ error: RPCError?) {
        guard finish() != nil else { return }
        answers.finish(error)
        requests.abort(error ?? RPCError(.cancelled, message: "the server has ended the call", processed: .yes))
    }

    /// Ends the call on both sides and stops its handler.
    func end(_ error: RPCError) {
        guard let state = finish() else { return }
        answers.abort(error)
        requests.abort(error)
        state.task?.cancel()
    }

    /// The call's state as it was, where it is this that ends it.
    private func finish() -> State? {
        let before = state.withLock { state -> State? in
            guard !state.isOver else { return nil }
            defer { state = State(isOver: true) }
            return state
        }
        before?.deadline?.cancel()
        return before
    }

    // MARK: The client's side

    func next() async throws(RPCError) -> ByteBuffer? {
        do throws(RPCError) {
            return try await answers.next()
        } catch {
            // A cancelled task that waits cancels the call.
            if Task.isCancelled { cancel() }
            throw error
        }
    }

    func write(_ message: any RPCMessage) async throws(RPCError) {
        let bytes = try encoded(message)
        do throws(RPCError) {
            try await requests.write(bytes)
        } catch {
            if Task.isCancelled { cancel() }
            throw error
        }
    }

    func finishWriting() {
        requests.finish()
    }

    func cancel() {
        end(.cancelled(.maybe))
    }

    /// - Throws: `RESOURCE_EXHAUSTED` for a message that is longer than the server takes.
    func encoded(_ message: any RPCMessage) throws(RPCError) -> ByteBuffer {
        var bytes = ByteBuffer()
        do throws(RPCError) {
            try message.encode(into: &bytes)
        } catch {
            var error = error
            error.processed = .no
            throw error
        }
        guard bytes.readableBytes <= messageBytes else {
            throw RPCError(
                .resourceExhausted,
                message:
                    "the request has \(bytes.readableBytes) bytes, and the server takes no more than \(messageBytes)",
                processed: .no)
        }
        return bytes
    }
}

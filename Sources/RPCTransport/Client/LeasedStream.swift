internal import NIOCore
internal import RPCCore
internal import Synchronization

/// A streaming call of a client: keeps its connection busy until it ends, and begins anew elsewhere where that does no
/// harm.
///
/// A call whose only request is known can be repeated like a unary one as long as no answer has come, so that a server
/// that stops is not noticed by it either.
final class LeasedStream: ClientStream {
    private struct State {
        var stream: ClientCallStream
        /// Nil once the call has ended.
        var lease: ConnectionLease?
        var journey: CallJourney
        var isCancelled = false
    }

    private let client: RPCClient
    private let request: CallRequest
    private let state: Mutex<State>
    private let hasAnswered = Atomic(false)

    init(
        _ stream: ClientCallStream, lease: ConnectionLease, client: RPCClient, request: CallRequest,
        journey: CallJourney
    ) {
        self.client = client
        self.request = request
        self.state = Mutex(State(stream: stream, lease: lease, journey: journey))
    }

    deinit {
        // The stream itself cancels the call when it goes.
        end(.neither)
    }

    func next() async throws(RPCError) -> ByteBuffer? {
        while true {
            do throws(RPCError) {
                let message = try await current.next()
                if message == nil {
                    end(.served)
                } else if !hasAnswered.load(ordering: .relaxed) {
                    hasAnswered.store(true, ordering: .relaxed)
                }
                return message
            } catch {
                try await begin(anewAfter: error)
            }
        }
    }

    func write(_ message: any RPCMessage) async throws(RPCError) {
        try await current.write(message)
    }

    func finishWriting() {
        current.finishWriting()
    }

    func cancel() {
        let stream = state.withLock { state in
            state.isCancelled = true
            return state.stream
        }
        stream.cancel()
        end(.neither)
    }

    private var current: ClientCallStream { state.withLock { $0.stream } }

    private func end(_ ending: CallEnding) {
        let lease = state.withLock { $0.lease.take() }
        guard let lease else { return }
        lease.end(ending)
        if case .served = ending { client.succeeded() }
    }

    /// Begins the call anew after `error` has ended it.
    ///
    /// - Throws: `error`, where that might do harm, or how the new attempt failed.
    private func begin(anewAfter error: RPCError) async throws(RPCError) {
        let hasAnswered = hasAnswered.load(ordering: .relaxed)
        let (lease, known) = state.withLock { state in
            (state.lease.take(), hasAnswered || state.isCancelled ? nil : state.journey)
        }
        guard let lease else { throw error }
        guard var journey = known, request.message != nil else {
            lease.end(CallEnding(error))
            throw error
        }
        journey.failed(on: lease, error)
        try await client.prepareRepeat(of: request, journey, after: error)
        let (stream, newLease) = try await client.openStream(request, &journey)
        let reached = journey
        let isCancelled = state.withLock { state in
            state.stream = stream
            state.lease = newLease
            state.journey = reached
            return state.isCancelled
        }
        // Cancelled meanwhile: the new call goes the way of the old one.
        if isCancelled { cancel() }
    }
}

package import Logging
package import NIOCore
package import RPCCore
internal import ServiceLifecycle

/// Calls methods of one server over hfrpc: connects on demand, reconnects, and carries many calls on one connection.
///
/// It works from its first call on, whether `run()` runs or not: `run()` only ties it to a service group, and closes
/// it when the group shuts down. Its sockets live on event loops that all clients of the process share. A client
/// that is neither run nor closed closes its sockets when the last reference to it goes.
package final class RPCClient: ClientTransport, Service {
    private let keeper: ConnectionKeeper
    private let configuration: RPCClientConfiguration

    /// A client of the server at `address`, which is not connected to before the first call.
    package init(address: RPCAddress, configuration: RPCClientConfiguration = .defaults, logger: Logger) {
        self.configuration = configuration
        self.keeper = ConnectionKeeper(address: address, configuration: configuration, logger: logger)
    }

    deinit {
        keeper.close()
    }

    /// Keeps the client until graceful shutdown or cancellation, then closes it.
    package func run() async throws {
        // Both ways out mean the same here.
        try? await gracefulShutdown()
        await close()
    }

    /// Closes the connection; calls that run on it fail, and so do later ones. May be called more than once.
    package func close() async {
        keeper.close()
        await keeper.waitUntilClosed()
    }

    /// Makes one unary call.
    ///
    /// A call that fails with UNAVAILABLE and was certainly not processed, or whose method is idempotent, is
    /// repeated within its deadline, at most `maximumAttempts` times in all. A server that cannot be reached fails
    /// the call at once, or is waited for within the deadline when the configuration says `waitForReady`.
    package func unary(
        _ method: MethodDescriptor, request: some RPCMessage, options: CallOptions
    ) async throws(RPCError) -> ByteBuffer {
        let timeout = options.timeout ?? configuration.timeout
        guard timeout > .zero else { throw .deadlineExceeded(.no) }
        let request = CallRequest(
            method: method, message: request, options: options, deadline: .now.advanced(by: timeout))
        switch try await begin(request) {
        case .answer(let bytes): return bytes
        case .stream(let stream):
            stream.cancel()
            throw RPCError(.internalError, message: "a unary call became a stream", processed: .maybe)
        }
    }

    /// Begins a streaming call; repeated as a unary one, as long as nothing of it was carried out.
    ///
    /// The call has a deadline only where `options` names one.
    package func open(
        _ method: MethodDescriptor, request: (any RPCMessage)?, options: CallOptions
    ) async throws(RPCError) -> any ClientStream {
        if let timeout = options.timeout, timeout <= .zero { throw .deadlineExceeded(.no) }
        let request = CallRequest(
            method: method, message: request, options: options,
            deadline: options.timeout.map { .now.advanced(by: $0) }, isStreaming: true)
        switch try await begin(request) {
        case .stream(let stream): return stream
        case .answer: throw RPCError(.internalError, message: "a stream became a unary call", processed: .yes)
        }
    }

    /// What a call that went well has come to.
    private enum Begun {
        case answer(ByteBuffer)
        case stream(ClientCallStream)
    }

    private func begin(_ request: CallRequest) async throws(RPCError) -> Begun {
        var attempts = 1
        var connects = 1
        while true {
            switch await attempt(request) {
            case .answered(let bytes): return .answer(bytes)
            case .opened(let stream): return .stream(stream)
            case .moved: continue
            case .failed(let error):
                guard attempts < configuration.maximumAttempts, Self.mayRepeat(request.method, after: error) else {
                    throw error
                }
                attempts += 1
                try await pause(configuration.pause(before: attempts), request, after: error)
            case .unreachable(let error):
                guard configuration.waitForReady else { throw error }
                connects += 1
                try await pause(
                    error.retryAfter ?? configuration.pause(before: connects), request, after: error)
            }
        }
    }

    private func attempt(_ request: CallRequest) async -> AttemptOutcome {
        let connection: ClientConnection
        switch keeper.offer() {
        case .connection(let offered): connection = offered
        case .unreachable(let error): return .unreachable(error)
        case .closed(let error): return .failed(error)
        }
        let ticket = CallTicket()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                connection.begin(request, ticket: ticket, continuation: continuation)
            }
        } onCancel: {
            connection.cancel(ticket)
        }
        if case .moved = outcome { keeper.left(connection) }
        return outcome
    }

    private static func mayRepeat(_ method: MethodDescriptor, after error: RPCError) -> Bool {
        error.code == .unavailable && (error.processed == .no || method.isIdempotent)
    }

    /// Waits before a repeat; throws where the deadline leaves no time for one.
    private func pause(_ duration: Duration, _ request: CallRequest, after error: RPCError) async throws(RPCError) {
        let wait = max(duration, error.retryAfter ?? .zero)
        if let deadline = request.deadline, ContinuousClock.now.advanced(by: wait) >= deadline { throw error }
        do {
            try await Task.sleep(for: wait)
        } catch {
            throw .cancelled(.no)
        }
    }
}

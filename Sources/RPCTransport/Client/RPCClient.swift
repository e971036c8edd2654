package import Logging
package import NIOCore
package import RPCCore
internal import ServiceLifecycle
internal import Synchronization

/// Calls methods of servers over hfrpc: connects on demand, reconnects, shares calls out among several addresses, and
/// carries many calls on one connection.
///
/// It works from its first call on, whether `run()` runs or not: `run()` only ties it to a service group, and closes
/// it when the group shuts down. Its sockets live on event loops that all clients of the process share. A client
/// that is neither run nor closed closes its sockets when the last reference to it goes.
package final class RPCClient: ClientTransport, Service {
    let pool: AddressPool
    let configuration: RPCClientConfiguration
    private let policy: RetryPolicy
    private let budget: Mutex<RetryBudget>
    private let observer: (any ClientObserver)?

    /// A client of servers that are alike, one at each of `addresses`; none is connected to before the first call.
    ///
    /// A host name stands for one address, whatever it resolves to.
    ///
    /// - Precondition: `addresses` is not empty.
    /// - Parameter observer: hears of repeats and connections.
    package init(
        addresses: [RPCAddress], configuration: RPCClientConfiguration = .defaults, logger: Logger,
        observer: (any ClientObserver)? = nil
    ) {
        self.configuration = configuration
        self.observer = observer
        self.pool = AddressPool(
            addresses: addresses, configuration: configuration, logger: logger, observer: observer)
        self.policy = RetryPolicy(configuration: configuration)
        self.budget = Mutex(
            RetryBudget(capacity: configuration.retryTokens, perSuccess: configuration.retryTokensPerSuccess))
    }

    /// A client of the server at `address`.
    package convenience init(
        address: RPCAddress, configuration: RPCClientConfiguration = .defaults, logger: Logger
    ) {
        self.init(addresses: [address], configuration: configuration, logger: logger)
    }

    deinit {
        pool.close()
    }

    /// Keeps the client until graceful shutdown or cancellation, then closes it.
    package func run() async throws {
        // Both ways out mean the same here.
        try? await gracefulShutdown()
        await close()
    }

    /// Closes the connections; calls that run on them fail, and so do later ones. May be called more than once.
    package func close() async {
        pool.close()
        await pool.waitUntilClosed()
    }

    /// Makes one unary call, which ends with its deadline or with the outer call's, whichever comes first.
    ///
    /// A server that cannot be reached is waited for within the deadline, unless the options or the configuration say
    /// otherwise: then the call fails once no address could be reached. A call that fails for the moment, and that was
    /// certainly not processed or does no harm twice, is repeated within its deadline, after a pause, on another address
    /// where there is one: at most `maximumAttempts` times in all, and as long as the client's budget for repeats lasts.
    /// A server that stops is no failure: the call goes elsewhere.
    package func unary(
        _ method: MethodDescriptor, request: some RPCMessage, options: CallOptions
    ) async throws(RPCError) -> ByteBuffer {
        let deadline = options.deadline(default: configuration.timeout) ?? .after(configuration.timeout)
        guard deadline.remaining > .zero else { throw .deadlineExceeded(.no) }
        let request = CallRequest(method: method, message: request, options: options, deadline: deadline.instant)
        var journey = journey(of: request, until: deadline)
        switch try await begin(request, &journey) {
        case .answer(let bytes): return bytes
        case .stream(let stream, let lease):
            stream.cancel()
            lease.end(.neither)
            throw RPCError(.internalError, message: "a unary call became a stream", processed: .maybe)
        }
    }

    /// Begins a streaming call, which has a deadline only where its options or an outer call name one.
    ///
    /// A server is waited for as by a unary call, for no longer than a unary call may take. A call with one request is
    /// repeated like a unary one, as long as no answer has come.
    package func open(
        _ method: MethodDescriptor, request: (any RPCMessage)?, options: CallOptions
    ) async throws(RPCError) -> any ClientStream {
        let deadline = options.deadline(default: nil)
        if let deadline, deadline.remaining <= .zero { throw .deadlineExceeded(.no) }
        let request = CallRequest(
            method: method, message: request, options: options, deadline: deadline?.instant, isStreaming: true)
        var journey = journey(of: request, until: deadline ?? .after(configuration.timeout))
        let (stream, lease) = try await openStream(request, &journey)
        return LeasedStream(stream, lease: lease, client: self, request: request, journey: journey)
    }

    func openStream(
        _ request: CallRequest, _ journey: inout CallJourney
    ) async throws(RPCError) -> (ClientCallStream, ConnectionLease) {
        switch try await begin(request, &journey) {
        case .stream(let stream, let lease): return (stream, lease)
        case .answer: throw RPCError(.internalError, message: "a stream became a unary call", processed: .yes)
        }
    }

    /// What a call that was begun has come to.
    private enum Begun {
        case answer(ByteBuffer)
        case stream(ClientCallStream, ConnectionLease)
    }

    private func journey(of request: CallRequest, until deadline: Deadline) -> CallJourney {
        CallJourney(
            pool: pool, deadline: deadline.instant,
            waits: request.options.waitForReady ?? configuration.waitForReady)
    }

    private func begin(_ request: CallRequest, _ journey: inout CallJourney) async throws(RPCError) -> Begun {
        while true {
            let lease = try await journey.nextConnection()
            switch await attempt(request, on: lease.connection) {
            case .answered(let bytes):
                lease.end(.served)
                succeeded()
                return .answer(bytes)
            case .opened(let stream): return .stream(stream, lease)
            case .moved: try await journey.moved(from: lease)
            case .unreachable(let error): try journey.unreachable(lease, error)
            case .failed(let error):
                journey.failed(on: lease, error)
                try await prepareRepeat(of: request, journey, after: error)
            }
        }
    }

    /// A call went well.
    func succeeded() {
        budget.withLock { $0.succeeded() }
    }

    private func attempt(_ request: CallRequest, on connection: ClientConnection) async -> AttemptOutcome {
        let ticket = CallTicket()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                connection.begin(request, ticket: ticket, continuation: continuation)
            }
        } onCancel: {
            connection.cancel(ticket)
        }
    }

    /// Returns, after a pause, when the call may be made once more.
    ///
    /// - Throws: how the call ended, where it may not.
    func prepareRepeat(
        of request: CallRequest, _ journey: CallJourney, after error: RPCError
    ) async throws(RPCError) {
        guard journey.failures < configuration.maximumAttempts,
            policy.mayRepeat(request.method, options: request.options, after: error)
        else { throw journey.marked(error) }
        guard budget.withLock({ $0.take() }) else {
            observer?.repeatRefused(request.method)
            throw journey.marked(error)
        }
        var generator = SystemRandomNumberGenerator()
        let pause = policy.pause(before: journey.failures + 1, after: error, using: &generator)
        try await journey.pause(pause, after: error)
        observer?.callRepeated(request.method)
    }
}

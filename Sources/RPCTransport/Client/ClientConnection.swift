internal import Logging
internal import NIOCore
internal import NIOPosix
internal import RPCCore
internal import RPCWire
internal import Synchronization

/// One connection of a client, from the attempt to connect to the end of its last call.
///
/// Calls come from any thread: they are encoded under the lock straight into the outbound buffer, and one wake-up of
/// the event loop sends all that has gathered.
final class ClientConnection: Sendable {
    enum Phase {
        case connecting
        case connected(ClientChannelHandler)
        /// Nothing more is sent; what calls get that come now.
        case closed
    }

    /// A call on the wire.
    struct RunningCall {
        /// Whoever waits for the answer; nil for a stream, whose caller has it already.
        let continuation: CheckedContinuation<AttemptOutcome, Never>?
        let deadline: ContinuousClock.Instant?
    }

    /// A call without a place yet.
    struct WaitingCall {
        let request: CallRequest
        let ticket: CallTicket
        let continuation: CheckedContinuation<AttemptOutcome, Never>
    }

    struct State {
        var phase = Phase.connecting
        var machine: ClientConnectionStateMachine
        var writer = FrameWriter(writesChecksums: true)
        var running: [UInt32: RunningCall] = [:]
        var waiting: [WaitingCall] = []
        /// Streaming calls that somebody holds.
        var streams: [UInt32: ClientCallStream.State] = [:]
        var outbound = ByteBuffer()
        var isWakeScheduled = false
        var keepalive: KeepaliveStateMachine?
        /// The server has accepted the hello at some time.
        var wasReady = false
        /// Why this side closes the socket, when it does.
        var closeReason: String?
        var handshakeEndsAt: ContinuousClock.Instant?
        var timer: Scheduled<Void>?
        var timerAt: ContinuousClock.Instant?
    }

    /// What is done once the lock is open again.
    struct Effects {
        var resumed: [(CheckedContinuation<AttemptOutcome, Never>, AttemptOutcome)] = []
        var read: [(ClientCallStream.Reading, Result<ByteBuffer?, RPCError>)] = []
        var written: [(ClientCallStream.Writing, Result<Void, RPCError>)] = []
        var wakes: ClientChannelHandler?
        var closes = false
        var becameReady = false
        var leaves = false
        /// Over what time the server wants its clients to come back, when it leaves.
        var reconnectWindow = Duration.zero
    }

    let address: RPCAddress
    let configuration: RPCClientConfiguration
    let eventLoop: any EventLoop
    let logger: Logger
    let state: Mutex<State>
    let keeper: ConnectionKeeper

    /// Past this many unsent bytes calls wait for the server to read.
    static let unsentBytesMaximum = 8 << 20

    init(
        address: RPCAddress, configuration: RPCClientConfiguration, eventLoop: any EventLoop, logger: Logger,
        keeper: ConnectionKeeper
    ) {
        self.address = address
        self.configuration = configuration
        self.eventLoop = eventLoop
        self.logger = logger
        self.keeper = keeper
        self.state = Mutex(State(machine: ClientConnectionStateMachine(limits: configuration.limits, now: .now)))
    }

    // MARK: Life of the socket

    /// Begins to connect. Calls may have been begun before.
    func connect() {
        guard let tls = configuration.tls, case .tcp(let host, _) = address else { return connect(securedBy: nil) }
        tls.session(host: host, logger: logger, on: eventLoop).whenComplete { result in
            switch result {
            case .success(let session): self.connect(securedBy: session)
            case .failure(let error): self.ended("cannot reach \(self.address): \(TLSFailure.reason(error))")
            }
        }
    }

    private func connect(securedBy session: ClientTLSSession?) {
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.writeBufferWaterMark, value: .init(low: 64 << 10, high: 1 << 20))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try session?.secure(channel, connection: self)
                    try channel.pipeline.syncOperations.addHandler(ClientChannelHandler(connection: self))
                }
            }
        let connecting: EventLoopFuture<any Channel>
        switch address {
        case .tcp(let host, let port):
            connecting = bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1).connect(host: host, port: port)
        case .unix(let path):
            connecting = bootstrap.connect(unixDomainSocketPath: path)
        }
        connecting.whenFailure { error in
            let reason = ConnectFailure.reason(error, timeout: self.configuration.connectTimeout)
            self.ended("cannot reach \(self.address): \(reason)")
        }
    }

    /// The socket is connected: the hello goes out, and the first calls behind it. False where the client was
    /// closed meanwhile, so that the socket is not wanted any more.
    func connected(_ handler: ClientChannelHandler) -> Bool {
        let effects = state.withLock { state -> Effects? in
            var effects = Effects()
            guard case .connecting = state.phase else { return nil }
            state.phase = .connected(handler)
            state.machine.hello(software: "hyperfleet-swift/1").write(into: &state.outbound)
            let end = ContinuousClock.now.advanced(by: configuration.connectTimeout)
            state.handshakeEndsAt = end
            arm(by: end, in: &state)
            sendWaiting(in: &state, effects: &effects)
            return effects
        }
        guard let effects else { return false }
        perform(effects)
        return true
    }

    /// Everything that gathered for the socket; called on the loop.
    ///
    /// - Returns: whether more is ready to follow it.
    func takeOutbound(into buffer: inout ByteBuffer) -> Bool {
        let (effects, hasMore) = state.withLock { state -> (Effects, Bool) in
            var effects = Effects()
            state.isWakeScheduled = false
            swap(&state.outbound, &buffer)
            if state.machine.canSend { writeChunks(into: &buffer, in: &state, effects: &effects) }
            return (effects, state.machine.canSend)
        }
        perform(effects)
        return hasMore
    }

    /// The socket took what was sent: calls that waited for that may go.
    func becameWritable() {
        let effects = state.withLock { state -> Effects in
            var effects = Effects()
            sendWaiting(in: &state, effects: &effects)
            wake(in: &state, effects: &effects)
            return effects
        }
        perform(effects)
    }

    /// The socket is gone, or never was. Calls on it fail; those that waited go elsewhere, or fail when there was
    /// never a working connection.
    func ended(_ reason: String) {
        let (effects, wasReady, error) = state.withLock { state -> (Effects, Bool, RPCError) in
            var effects = Effects()
            if case .closed = state.phase { return (effects, true, RPCError(.unavailable, message: reason)) }
            state.phase = .closed
            state.timer?.cancel()
            state.timer = nil
            let why = state.closeReason ?? reason
            let said = state.machine.farewell.map { "\(why): \($0)" } ?? why
            let error = RPCError(.unavailable, message: said, processed: .no)
            for lost in state.machine.connectionLost() {
                var lostError = error
                lostError.processed = lost.processed
                fail(lost.stream, lostError, in: &state, effects: &effects)
            }
            for call in state.waiting {
                effects.resumed.append((call.continuation, state.wasReady ? .moved : .unreachable(error)))
            }
            state.waiting = []
            state.running = [:]
            state.outbound = ByteBuffer()
            return (effects, state.wasReady, error)
        }
        keeper.ended(self, reached: wasReady, error: error)
        logger.debug("a connection ended", metadata: ["address": "\(address)", "reason": "\(error.message)"])
        perform(effects)
    }

    /// Closes the socket without waiting; calls on it fail.
    func close() {
        let handler = state.withLock { state -> ClientChannelHandler? in
            switch state.phase {
            case .connected(let handler):
                state.closeReason = state.closeReason ?? "the client was closed"
                return handler
            case .connecting, .closed: return nil
            }
        }
        if let handler {
            handler.close()
        } else {
            ended("the client was closed")
        }
    }
}

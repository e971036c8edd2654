internal import Logging
internal import NIOCore
internal import RPCCore
internal import RPCWire
internal import Synchronization

/// One connection of a client: bytes to events, events to the state machine, its actions to bytes and tasks.
///
/// Sendable by confinement: every stored `var` is touched on the channel's event loop only. Other threads hold a
/// reference to it and reach it through `eventLoop.execute`.
final class ServerConnection: ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let core: ServerCore
    let peer: PeerDescription
    let eventLoop: any EventLoop
    let executor: LoopExecutor
    let number: UInt64
    let limits: WireLimits

    var machine: ServerConnectionStateMachine
    var writer = FrameWriter(writesChecksums: true)
    /// What the client takes, from its hello.
    var clientMessageBytes = 0
    /// Handlers that did not end in the moment they began.
    var tasks: [UInt32: CallTask] = [:]
    /// Streaming calls whose handlers have not ended.
    var streams: [UInt32: ServerStream] = [:]
    /// Calls whose handlers have ended and whose long answers are not all written.
    var answering: Set<UInt32> = []
    /// The call whose handler runs for the first time right now; 0 is none.
    var beginning: UInt32 = 0
    var outbound = ByteBuffer()
    /// The moment of the read or timer that is being worked on.
    var now: ContinuousClock.Instant
    /// The drain's time is up: what is cancelled now was cancelled by the server.
    var isAborting = false

    private var decoder: FrameDecoder
    var keepalive: KeepaliveStateMachine?
    var stall: StallWatch
    let openedAt: ContinuousClock.Instant
    var context: ChannelHandlerContext?
    private var isReading = false
    private var isFlushScheduled = false
    private var heldRead = false
    var writesStalledAt: ContinuousClock.Instant?
    var drainNoticeEndsAt: ContinuousClock.Instant?
    var timer: Scheduled<Void>?
    var timerAt: ContinuousClock.Instant?
    /// Nothing more is read: what was written is on its way, then the socket goes.
    var isLeaving = false
    private var isClosed = false

    init(
        core: ServerCore, peer: PeerDescription, executor: LoopExecutor, eventLoop: any EventLoop, number: UInt64,
        openedAt: ContinuousClock.Instant = .now
    ) {
        self.core = core
        self.peer = peer
        self.executor = executor
        self.eventLoop = eventLoop
        self.number = number
        self.limits = core.configuration.limits
        self.now = openedAt
        self.openedAt = openedAt
        self.machine = ServerConnectionStateMachine(limits: limits, now: openedAt)
        self.decoder = FrameDecoder(expecting: .clientHello, messageLimit: limits.messageBytes)
        self.stall = StallWatch(
            timeout: limits.stalledFrameTimeout, progressBytes: limits.stalledFrameProgressBytes)
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        core.counts.connectionsOpen.add(1, ordering: .relaxed)
        arm(by: openedAt.advanced(by: limits.handshakeTimeout))
        if !core.connections.add(self, number: number) {
            eventLoop.execute { self.drain() }
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        connectionEnded()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        connectionEnded()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        core.logger.debug("a connection failed", metadata: ["peer": "\(peer.address)", "error": "\(error)"])
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLeaving else { return }
        let bytes = unwrapInboundIn(data)
        let count = bytes.readableBytes
        isReading = true
        now = .now
        if keepalive?.heard(now: now) == true, let check = keepalive?.nextCheck { arm(by: check) }
        decoder.feed(bytes)
        let completed = decodeAll()
        stall.received(bytes: count, isPending: decoder.pendingBytes > 0, completed: completed, now: now)
        if let check = stall.nextCheck { arm(by: check) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        flush()
    }

    /// A peer that does not read its answers is not read from either.
    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable || isLeaving {
            context.read()
        } else {
            heldRead = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            writesStalledAt = nil
            // Not at once: this may be called from within a write.
            if machine.canSend { scheduleFlush() }
            if heldRead {
                heldRead = false
                context.read()
            }
        } else {
            let now = ContinuousClock.now
            writesStalledAt = now
            arm(by: now.advanced(by: limits.stalledWriteTimeout))
        }
    }

    /// Whether anything was complete.
    private func decodeAll() -> Bool {
        var completed = false
        do throws(WireViolation) {
            while !isLeaving, let event = try decoder.next() {
                completed = true
                received(event)
            }
        } catch {
            violated(error)
        }
        return completed
    }

    // MARK: Events

    private func received(_ event: DecodedEvent) {
        switch event {
        case .frame(let frame): run(machine.received(frame, now: now))
        case .oversized(let type, let stream, let flags):
            run(machine.receivedOversized(type, stream: stream, flags: flags, now: now))
        case .skipped: run(machine.receivedSkipped(now: now))
        case .clientHello(let hello): greet(hello)
        case .serverHello: violated(WireViolation(.protocolError, "a client sent a server's hello"))
        case .foreign(let foreign): turnAway(foreign)
        }
    }

    private func greet(_ hello: ClientHello) {
        switch machine.received(hello) {
        case .accept(let acceptance):
            ServerHello.accepted(acceptance).write(into: &outbound)
            let checksums = acceptance.capabilities.contains(.checksums)
            writer.writesChecksums = checksums
            decoder.checksChecksums = checksums
            clientMessageBytes = Int(hello.limits.messageBytes)
            let keepalive = KeepaliveStateMachine(
                interval: .milliseconds(acceptance.limits.keepaliveMilliseconds), timeout: limits.keepaliveTimeout,
                now: now)
            self.keepalive = keepalive
            if let check = keepalive.nextCheck { arm(by: check) }
            core.counts.connectionsAccepted.add(1, ordering: .relaxed)
            core.connections.greeted(number: number)
        case .refuse(let refusal):
            refuse(refusal)
        }
    }

    /// Answers a refusal in place of a hello, and leaves.
    func refuse(_ refusal: ServerHello.Refusal) {
        core.counts.connectionsRefused.add(1, ordering: .relaxed)
        ServerHello.refused(refusal).write(into: &outbound)
        leave()
    }

    private func turnAway(_ foreign: ForeignBytes) {
        let message = ForeignAnswer.message(to: foreign)
        note(WireViolation(.protocolError, message))
        core.counts.connectionsRefused.add(1, ordering: .relaxed)
        let refusal = machine.handshakeFailed(.malformed, message)
        ForeignAnswer.write(to: foreign, refusal: refusal, into: &outbound)
        leave()
    }

    private func run(_ action: ServerFrameAction) {
        switch action {
        case .none: break
        case .startCall(let stream, let head, let message, let deadline):
            startCall(stream: stream, head: head, message: message, deadline: deadline)
        case .refuseCall(let stream, let error):
            core.counts.callsRefused.add(1, ordering: .relaxed)
            writeEnd(stream: stream, error: error)
            scheduleFlush()
        case .startStream(let stream, let head, let deadline):
            startStream(stream: stream, head: head, deadline: deadline)
        case .wakeReader(let stream): streams[stream]?.wakeReader()
        case .overruleCall(let stream, let error): overrule(stream: stream, error)
        case .sendMore: sendQueued()
        case .cancelHandler(let stream):
            stop(stream: stream, RPCError(.cancelled, message: "the client cancelled the call", processed: .maybe))
        case .sendPong(let id):
            writer.writePong(id, into: &outbound)
            scheduleFlush()
        case .sendFinalGoAway(let goAway):
            writer.writeGoAway(goAway, final: true, into: &outbound)
            scheduleFlush()
        case .sendFinalGoAwayAndClose(let goAway):
            writer.writeGoAway(goAway, final: true, into: &outbound)
            leave()
        case .close: leave()
        case .closeFor(let violation): violated(violation)
        }
    }

    func note(_ violation: WireViolation) {
        core.note(violation, host: peer.host)
    }

    /// Says why, stops every call, and leaves.
    func violated(_ violation: WireViolation) {
        note(violation)
        if machine.awaitsHello {
            refuse(machine.handshakeFailed(.malformed, violation.message))
        } else {
            writer.writeGoAway(machine.goAway(for: violation), final: true, into: &outbound)
            leave()
        }
    }

    // MARK: Leaving

    /// Begins the drain: no new calls once the client knows, running ones to their end.
    func drain() {
        now = .now
        switch machine.drainBegan(reconnectWindow: core.configuration.reconnectWindow) {
        case .close: refuse(ServerHello.Refusal(cause: .stopping, message: "the server is stopping"))
        case .sendGoAwayAndPing(let goAway, let ping):
            writer.writeGoAway(goAway, final: false, into: &outbound)
            writer.writePing(ping, into: &outbound)
            let end = now.advanced(by: core.configuration.drainNoticeTimeout)
            drainNoticeEndsAt = end
            arm(by: end)
            scheduleFlush()
        case .none: break
        }
    }

    /// The drain has lasted long enough: running handlers are cancelled, and answered for once they have stopped.
    func abort() {
        isAborting = true
        for task in tasks.values { task.cancel() }
        for stream in answering { answerDropped(stream) }
    }

    /// Sends what is written and closes; calls are cancelled.
    ///
    /// The socket is closed for writing first and wholly once the peer has closed, or after a second: bytes of the
    /// peer that nobody reads would make the system throw away what was sent last.
    func leave() {
        guard !isLeaving else { return }
        isLeaving = true
        cancelCalls()
        flush()
        guard let context else { return }
        context.close(mode: .output, promise: nil)
        timer?.cancel()
        timer = eventLoop.scheduleTask(in: .seconds(1)) { self.context?.close(promise: nil) }
        if heldRead {
            heldRead = false
            context.read()
        }
    }

    private func cancelCalls() {
        let error = RPCError(.cancelled, message: "the connection was lost", processed: .maybe)
        for stream in machine.connectionLost() { stop(stream: stream, error) }
    }

    private func connectionEnded() {
        guard !isClosed else { return }
        isClosed = true
        isLeaving = true
        timer?.cancel()
        timer = nil
        cancelCalls()
        core.counts.connectionsOpen.subtract(1, ordering: .relaxed)
        forgetIfOver()
    }

    /// The connection counts as open until its last handler has stopped.
    func forgetIfOver() {
        guard isClosed, machine.callCount == 0 else { return }
        core.connections.remove(number: number)
    }

    // MARK: Writing

    /// Flushes at the end of the read that is being worked on, or of this turn of the loop.
    func scheduleFlush() {
        guard !isReading, !isFlushScheduled else { return }
        isFlushScheduled = true
        eventLoop.execute {
            self.isFlushScheduled = false
            self.flush()
        }
    }

    /// The answers of one turn are one write; this many bytes do not wait for its end.
    static let flushBytes = 256 << 10
    /// An idle connection keeps no larger buffer than this.
    private static let idleBufferBytes = 2 << 10

    func flush() {
        writeGrants()
        if machine.canSend, !isLeaving { writeQueued() }
        guard outbound.readableBytes > 0, let context else { return }
        // The buffer is out of the property while it is written: a write may change the channel's writability, which
        // comes back here at once.
        var outgoing = ByteBuffer()
        swap(&outgoing, &outbound)
        context.writeAndFlush(wrapOutboundOut(outgoing), promise: nil)
        if machine.canSend, context.channel.isWritable { scheduleFlush() }
        keep(outgoing)
    }

    private func keep(_ sent: ByteBuffer) {
        guard outbound.readableBytes == 0, sent.capacity <= Self.flushBytes,
            machine.callCount > 0 || sent.capacity <= Self.idleBufferBytes
        else { return }
        outbound = sent
        outbound.clear()
    }
}

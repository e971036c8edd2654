import NIOCore
import RPCCore

@testable import RPCWire

/// The machine beside what is known of it by its actions alone.
struct ServerConnectionRun {
    /// How far an accepted call has come while its handler runs.
    private enum Life {
        case running(deadline: ContinuousClock.Instant)
        case cancelled
        /// Its END is out.
        case expired
    }

    private var machine: ServerConnectionStateMachine
    private var now: ContinuousClock.Instant
    private var calls: [UInt32: Life] = [:]
    /// The greatest stream that was accepted or refused.
    private var greatestStream: UInt32 = 0
    private var isClosed = false

    /// The id that a client would give its next call, as long as there are any.
    var nextStream: UInt32 { greatestStream >= WireConstants.streamIDMaximum ? 1 : (greatestStream | 1) + 2 }

    init() {
        now = ContinuousClock.now
        machine = ServerConnectionStateMachine(limits: ServerConnectionTarget.limits, now: now)
    }
}

extension ServerConnectionRun {
    mutating func take(_ event: ServerEvent) throws(BrokenInvariant) {
        switch event {
        case .hello(let hello): receive(hello)
        case .frame(let frame): try check(machine.received(frame, now: now))
        case .oversized(let type, let stream, let flags):
            try check(machine.receivedOversized(type, stream: stream, flags: flags, now: now))
        case .skipped: try check(machine.receivedSkipped(now: now))
        case .timePasses(let duration): now = now.advanced(by: duration)
        case .deadlinesPass: try passDeadlines()
        case .handlerEnds(let stream): try endHandler(of: stream)
        case .drainBegins: try beginDrain()
        case .drainNoticeTimesOut: try timeOutDrainNotice()
        case .handlerTakes(let stream): if calls[stream] != nil { _ = machine.takeMessage(stream: stream) }
        case .handlerWrites(let stream, let count): write(count, on: stream)
        case .queueMoves: try moveQueue()
        case .sendsStall: try stallSends()
        case .connectionIsLost: try loseConnection()
        }
        try checkGrants()
    }

    /// A decoder gives one hello, and none once it has failed.
    private mutating func receive(_ hello: ClientHello) {
        guard !isClosed, machine.awaitsHello else { return }
        if case .refuse = machine.received(hello) { isClosed = true }
    }

    private mutating func check(_ action: ServerFrameAction) throws(BrokenInvariant) {
        if isClosed {
            try require(action == .none, "\(action) of a closed connection")
            return
        }
        switch action {
        case .none, .sendPong: break
        case .startCall(let stream, _, let message, let deadline):
            try begin(stream, deadline: deadline, message: message)
        case .startStream(let stream, let head, _):
            let deadline = machine.streamingCallBegan(
                stream: stream, request: nil, timeoutMilliseconds: head.timeoutMilliseconds, now: now)
            try takeStream(stream)
            calls[stream] = .running(deadline: deadline)
        case .wakeReader(let stream):
            try require(calls[stream] != nil, "\(stream) has a message, and no handler")
        case .sendMore:
            try require(machine.canSend, "more may be sent, and nothing waits")
        case .overruleCall(let stream, _):
            guard case .running? = calls[stream] else {
                throw BrokenInvariant("\(stream) is overruled, and not running")
            }
            calls[stream] = .expired
        case .refuseCall(let stream, let error):
            try require(error.processed == .no, "a refused call may have been processed: \(error)")
            try takeStream(stream)
        case .cancelHandler(let stream):
            guard case .running? = calls[stream] else {
                throw BrokenInvariant("\(stream) is cancelled, and not running")
            }
            calls[stream] = .cancelled
        case .sendFinalGoAway(let goAway):
            try checkFinal(goAway)
        case .sendFinalGoAwayAndClose(let goAway):
            try checkFinal(goAway)
            try closeWithoutCalls()
        case .close: try closeWithoutCalls()
        case .closeFor(let violation):
            isClosed = true
            // What a violation does to the last stream is told by the machine itself.
            try require(
                machine.goAway(for: violation).lastStream >= greatestStream, "a GOAWAY denies a call that was accepted")
        }
    }

    // MARK: Calls

    private mutating func begin(
        _ stream: UInt32, deadline: ContinuousClock.Instant, message: ByteBuffer
    ) throws(BrokenInvariant) {
        try takeStream(stream)
        try require(
            message.readableBytes <= ServerConnectionTarget.limits.messageBytes,
            "a message of \(message.readableBytes) bytes is accepted")
        let longest = max(
            ServerConnectionTarget.limits.maximumDeadline, ServerConnectionTarget.limits.defaultDeadline)
        try require(deadline > now && deadline <= now.advanced(by: longest), "a call has its deadline at \(deadline)")
        calls[stream] = .running(deadline: deadline)
    }

    private mutating func takeStream(_ stream: UInt32) throws(BrokenInvariant) {
        try require(
            stream > greatestStream && !stream.isMultiple(of: 2) && stream <= WireConstants.streamIDMaximum,
            "a call takes stream \(stream) behind \(greatestStream)")
        greatestStream = stream
    }

    private mutating func passDeadlines() throws(BrokenInvariant) {
        for stream in machine.deadlinesPassed(now: now) {
            guard case .running(let deadline)? = calls[stream], deadline <= now else {
                throw BrokenInvariant("\(stream) expires, and is not running or not late")
            }
            calls[stream] = .expired
        }
        if let earliest = machine.earliestDeadline {
            try require(earliest > now, "a deadline at \(earliest) stays behind \(now)")
        }
    }

    private mutating func endHandler(of stream: UInt32) throws(BrokenInvariant) {
        let end = machine.handlerEnded(stream: stream)
        let expected: ServerStreamStateMachine.EndAction
        switch calls.removeValue(forKey: stream) {
        case .running?: expected = isClosed ? .nothing : .sendOutcome
        case .cancelled?: expected = isClosed ? .nothing : .sendCancelled
        case .expired?, nil: expected = .nothing
        }
        try require(end.reply == expected, "the end of \(stream) gives \(end.reply), not \(expected)")
        guard end.closesConnection else { return }
        try require(!isClosed, "a closed connection is closed again")
        try closeWithoutCalls()
    }

    // MARK: Messages

    /// A handler writes one message at a time, and only while its call runs.
    private mutating func write(_ count: Int, on stream: UInt32) {
        guard case .running? = calls[stream], !isClosed, machine.hasStreaming,
            !machine.hasQueuedMessage(stream: stream), !machine.takeCredit(stream: stream, count: count)
        else { return }
        machine.enqueue(stream: stream, ByteBuffer(repeating: 0, count: count), as: .message, now: now)
    }

    private mutating func moveQueue() throws(BrokenInvariant) {
        while let chunk = machine.nextChunk(now: now) {
            guard case .running? = calls[chunk.stream] else {
                throw BrokenInvariant("a message of \(chunk.stream) is sent, which does not run")
            }
            try require(chunk.bytes.readableBytes <= WireConstants.chunkBytes, "a chunk is too long")
        }
        try require(!machine.canSend, "something could be sent, and is not")
    }

    private mutating func stallSends() throws(BrokenInvariant) {
        for stream in machine.sendStalls(now: now) {
            guard case .running? = calls[stream] else { throw BrokenInvariant("\(stream) stalls, and does not run") }
            calls[stream] = .expired
        }
    }

    private mutating func checkGrants() throws(BrokenInvariant) {
        for grant in machine.takeGrants() {
            let window =
                grant.stream == 0
                ? ServerConnectionTarget.limits.connectionWindowBytes : ServerConnectionTarget.limits.streamWindowBytes
            try require(grant.bytes > 0 && grant.bytes <= window, "credit of \(grant.bytes) for \(grant.stream)")
        }
    }

    // MARK: Leaving

    private mutating func beginDrain() throws(BrokenInvariant) {
        switch machine.drainBegan(reconnectWindow: .seconds(1)) {
        case .none: break
        case .close:
            try require(!isClosed, "a closed connection is closed by a drain")
            try closeWithoutCalls()
        case .sendGoAwayAndPing(let goAway, let ping):
            try require(!isClosed, "a closed connection drains")
            try require(
                goAway.lastStream == WireConstants.streamIDMaximum && ping == ServerConnectionStateMachine.drainPing,
                "the first GOAWAY names \(goAway.lastStream), its ping is \(ping)")
        }
    }

    private mutating func timeOutDrainNotice() throws(BrokenInvariant) {
        switch machine.drainNoticeTimedOut() {
        case .none: break
        case .sendFinalGoAway(let goAway):
            try require(!isClosed, "a closed connection drains")
            try checkFinal(goAway)
        case .sendFinalGoAwayAndClose(let goAway):
            try require(!isClosed, "a closed connection drains")
            try checkFinal(goAway)
            try closeWithoutCalls()
        }
    }

    private func checkFinal(_ goAway: GoAway) throws(BrokenInvariant) {
        try require(
            goAway.lastStream >= greatestStream, "a GOAWAY at \(goAway.lastStream) denies call \(greatestStream)")
    }

    private mutating func closeWithoutCalls() throws(BrokenInvariant) {
        try require(calls.isEmpty, "the connection closes with calls \(calls.keys.sorted())")
        isClosed = true
    }

    private mutating func loseConnection() throws(BrokenInvariant) {
        let lost = machine.connectionLost()
        try require(lost == calls.keys.sorted(), "lost are \(lost), not \(calls.keys.sorted())")
        isClosed = true
    }

    // MARK: At any time

    func checkState() throws(BrokenInvariant) {
        try require(machine.callCount == calls.count, "\(machine.callCount) calls, not \(calls.count)")
        try require(calls.count <= ServerConnectionTarget.limits.concurrentCalls, "\(calls.count) calls at a time")
        try require(machine.earliestDeadline == earliestDeadline, "the earliest deadline is another call's")
    }

    private var earliestDeadline: ContinuousClock.Instant? {
        var earliest: ContinuousClock.Instant?
        for case .running(let deadline) in calls.values { earliest = min(earliest ?? deadline, deadline) }
        return earliest
    }

    /// The socket goes, and every handler that still runs ends: no place stays taken.
    mutating func finish() throws(BrokenInvariant) {
        try loseConnection()
        for stream in calls.keys.sorted() { try endHandler(of: stream) }
        try require(machine.callCount == 0, "\(machine.callCount) calls stay")
    }
}

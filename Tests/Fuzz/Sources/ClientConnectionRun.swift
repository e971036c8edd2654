import NIOCore
import RPCCore

@testable import RPCWire

/// The machine beside what is known of it by its actions alone.
struct ClientConnectionRun {
    private enum Life {
        case awaited
        case abandoned
    }

    private var machine: ClientConnectionStateMachine
    private var now: ContinuousClock.Instant
    private var calls: [UInt32: Life] = [:]
    private(set) var nextStream: UInt32 = 1
    private var hasHello = false
    private var isClosed = false
    /// What the server takes; before its hello, what a client may send early.
    private var mostCalls = WireConstants.earlyCallsMaximum

    init() {
        now = ContinuousClock.now
        machine = ClientConnectionStateMachine(limits: ClientConnectionTarget.limits, now: now)
    }
}

extension ClientConnectionRun {
    mutating func take(_ event: ClientEvent) throws(BrokenInvariant) {
        switch event {
        case .hello(let hello): try receive(hello)
        case .frame(let frame):
            guard hasHello else { return }
            try check(machine.received(frame, now: now), to: frame.stream, goAway: frame)
        case .oversized(let type, let stream):
            guard hasHello else { return }
            try check(machine.receivedOversized(type, stream: stream), to: stream)
        case .skipped:
            guard hasHello else { return }
            try check(machine.receivedSkipped(now: now), to: 0)
        case .timePasses(let duration): now = now.advanced(by: duration)
        case .callBegins: try beginCall(isStreaming: false)
        case .streamBegins: try beginCall(isStreaming: true)
        case .callerTakes(let stream): if calls[stream] == .awaited { _ = machine.takeMessage(stream: stream) }
        case .callerWrites(let stream, let count): write(count, on: stream)
        case .requestEnds(let stream): if calls[stream] == .awaited { _ = machine.endRequest(stream: stream) }
        case .queueMoves: try moveQueue()
        case .callIsTakenBack(let stream):
            // Only the call that was opened last can have stayed unwritten.
            guard calls[stream] != nil, stream + 2 == nextStream else { return }
            machine.callTakenBack(stream: stream)
            calls[stream] = nil
        case .callIsAbandoned(let stream): try abandonCall(stream)
        case .leaveBegins: machine.leaveBegan()
        case .connectionIsLost: try loseConnection()
        }
        for grant in machine.takeGrants() {
            try require(
                grant.bytes > 0 && grant.bytes <= ClientConnectionTarget.limits.streamWindowBytes,
                "credit of \(grant.bytes) for \(grant.stream)")
        }
    }

    /// A decoder gives one hello before all frames, and nothing once it has failed.
    private mutating func receive(_ hello: ServerHello) throws(BrokenInvariant) {
        guard !isClosed, !hasHello else { return }
        hasHello = true
        switch machine.received(hello) {
        case .ready(let acceptance): mostCalls = Int(acceptance.limits.concurrentCalls)
        case .refused: isClosed = true
        case .closeFor(let violation):
            try require(!Self.isOffered(hello), "a sound hello is answered with \(violation)")
            isClosed = true
        }
    }

    /// Whether a hello chooses what the client offered, or chooses nothing.
    private static func isOffered(_ hello: ServerHello) -> Bool {
        switch hello {
        case .refused: true
        case .accepted(let acceptance):
            acceptance.version == WireConstants.version
                && Capabilities.supported.isSuperset(of: acceptance.capabilities)
                && (!acceptance.capabilities.contains(.streaming) || acceptance.limits.windowsSuffice)
        }
    }

    private mutating func check(
        _ action: ClientFrameAction, to stream: UInt32, goAway: Frame? = nil
    ) throws(BrokenInvariant) {
        if isClosed {
            try require(action == .none, "\(action) of a closed connection")
            return
        }
        switch action {
        case .none, .sendPong: break
        case .answered(let answered, let message):
            try require(
                message.readableBytes <= ClientConnectionTarget.limits.messageBytes,
                "an answer of \(message.readableBytes) bytes is taken")
            try end(answered, by: stream, as: .awaited)
        case .failed(let failed, let error):
            try require(error.code != .ok, "a failure without a code")
            try end(failed, by: stream, as: .awaited)
        case .streamEnded(let ended, let rest, _):
            try require(
                rest.allSatisfy { $0.readableBytes <= ClientConnectionTarget.limits.messageBytes },
                "an answer that is too long is taken")
            try end(ended, by: stream, as: .awaited)
        case .wakeReader(let woken):
            try require(calls[woken] == .awaited, "\(woken) has a message, and nobody waits")
        case .abandonCall(let given, _):
            try require(calls[given] == .awaited, "\(given) is given up, and was not awaited")
            calls[given] = .abandoned
        case .sendMore: try require(machine.canSend, "more may be sent, and nothing waits")
        case .placeFreed: try end(stream, by: stream, as: .abandoned)
        case .leave(let notProcessed, _): try giveBack(notProcessed, goAway: goAway)
        case .closeFor: isClosed = true
        }
    }

    private mutating func end(_ stream: UInt32, by frame: UInt32, as life: Life) throws(BrokenInvariant) {
        try require(stream == frame, "a frame of \(frame) ends \(stream)")
        try require(calls.removeValue(forKey: stream) == life, "\(stream) ends, and was not \(life)")
    }

    /// A final GOAWAY ends the calls behind its last stream, and names those that somebody waits for.
    private mutating func giveBack(_ notProcessed: [UInt32], goAway frame: Frame?) throws(BrokenInvariant) {
        var denied: [UInt32] = []
        if let frame, frame.flags.contains(.final) {
            do throws(WireViolation) {
                let lastStream = try GoAway(payload: frame.payload).lastStream
                denied = calls.keys.filter { $0 > lastStream }.sorted()
            } catch {
                throw BrokenInvariant("a GOAWAY that cannot be read is obeyed: \(error)")
            }
        }
        let awaited = denied.filter { calls[$0] == .awaited }
        try require(notProcessed == awaited, "given back are \(notProcessed), not \(awaited)")
        for stream in denied { calls[stream] = nil }
    }

    // MARK: What the caller does

    /// A caller writes one message at a time, and only while it waits for the call.
    private mutating func write(_ count: Int, on stream: UInt32) {
        guard calls[stream] == .awaited, !isClosed, machine.hasStreaming, !machine.hasQueuedMessage(stream: stream),
            !machine.takeCredit(stream: stream, count: count)
        else { return }
        machine.enqueue(stream: stream, ByteBuffer(repeating: 0, count: count), as: .message, now: now)
    }

    private mutating func moveQueue() throws(BrokenInvariant) {
        while let chunk = machine.nextChunk(now: now) {
            try require(
                isClosed || calls[chunk.stream] == .awaited, "a message of \(chunk.stream) is sent, which nobody awaits"
            )
            try require(chunk.bytes.readableBytes <= WireConstants.chunkBytes, "a chunk is too long")
        }
        try require(!machine.canSend, "something could be sent, and is not")
    }

    private mutating func beginCall(isStreaming: Bool) throws(BrokenInvariant) {
        switch machine.callBegan(isStreaming: isStreaming) {
        case .wait: try require(!isClosed, "a call waits for a closed connection")
        case .useAnotherConnection: break
        case .open(let stream):
            try require(!isClosed, "a call opens on a closed connection")
            try require(stream == nextStream, "a call takes stream \(stream), not \(nextStream)")
            calls[stream] = .awaited
            nextStream += 2
            try require(calls.count <= mostCalls, "\(calls.count) calls at a time, of \(mostCalls)")
        }
    }

    private mutating func abandonCall(_ stream: UInt32) throws(BrokenInvariant) {
        let action = machine.callAbandoned(stream: stream)
        let expected: ClientStreamStateMachine.AbandonAction = calls[stream] == .awaited ? .sendCancel : .ignore
        try require(action == expected, "giving \(stream) up gives \(action), not \(expected)")
        if calls[stream] != nil { calls[stream] = .abandoned }
    }

    mutating func loseConnection() throws(BrokenInvariant) {
        let lost = machine.connectionLost().map(\.stream)
        let awaited = calls.filter { $0.value == .awaited }.keys.sorted()
        try require(lost == awaited, "lost are \(lost), not \(awaited)")
        calls = [:]
        isClosed = true
        try require(machine.isFinished, "a lost connection is not finished")
    }

    // MARK: At any time

    func checkState() throws(BrokenInvariant) {
        try require(machine.callCount == calls.count, "\(machine.callCount) calls, not \(calls.count)")
        try require(!machine.isFinished || calls.isEmpty || isClosed, "finished with calls \(calls.keys.sorted())")
    }
}

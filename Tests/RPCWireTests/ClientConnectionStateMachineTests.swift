import NIOCore
import RPCCore
import Testing

@testable import RPCWire

@Suite("Client connection machine")
struct ClientConnectionStateMachineTests {
    enum State: CaseIterable, Sendable {
        case awaitingHello
        case open
        /// Stream 1 is waited for.
        case openWithCall
        /// Nobody waits for stream 1 any more.
        case openWithAbandonedCall
        case leaving
        case leavingWithCall
        case closed
    }

    static let acceptance = ServerHello.Acceptance(
        version: 1, capabilities: [.checksums], limits: VectorTests.limits(calls: 3))

    static func make(_ state: State, limits: WireLimits = .defaults) -> ClientConnectionStateMachine {
        var machine = ClientConnectionStateMachine(limits: limits, now: .start)
        guard state != .awaitingHello else { return machine }
        _ = machine.received(.accepted(acceptance))
        switch state {
        case .awaitingHello, .open: break
        case .openWithCall: _ = machine.callBegan()
        case .openWithAbandonedCall:
            _ = machine.callBegan()
            _ = machine.callAbandoned(stream: 1)
        case .leaving: _ = machine.received(ServerMachine.goAway(lastStream: 0x7FFF_FFFF), now: .start)
        case .leavingWithCall:
            _ = machine.callBegan()
            _ = machine.received(ServerMachine.goAway(lastStream: 0x7FFF_FFFF), now: .start)
        case .closed: _ = machine.connectionLost()
        }
        return machine
    }

    static func failed(_ stream: UInt32, _ error: RPCError) -> Frame {
        Frame(type: .end, stream: stream, payload: bytes { CallStatus.write(error, into: &$0) })
    }

    static func isViolation(_ action: ClientFrameAction) -> Bool {
        if case .closeFor = action { return true }
        return false
    }

    @Test("P-8, P-21: streams are odd and rise; few before the hello, then as many as the server takes")
    func streams() {
        var machine = Self.make(.awaitingHello)
        for index in 0..<16 as Range<UInt32> {
            #expect(machine.callBegan() == .open(stream: 2 * index + 1))
        }
        #expect(machine.callBegan() == .wait)
        #expect(machine.received(.accepted(Self.acceptance)) == .ready(Self.acceptance))
        // Three are allowed and sixteen run: the server refuses what is too much, the client sends no more.
        #expect(machine.callBegan() == .wait)
    }

    @Test("P-21: a client that has used up its stream ids leaves, and its last calls end in order")
    func exhaustedStreams() {
        var machine = Self.make(.open)
        machine.nextStream = WireConstants.streamIDMaximum
        #expect(machine.callBegan() == .open(stream: WireConstants.streamIDMaximum))
        #expect(machine.callBegan() == .useAnotherConnection)
        #expect(!machine.isFinished)
        let end = machine.received(ServerMachine.end(WireConstants.streamIDMaximum), now: .start)
        #expect(end == .answered(stream: WireConstants.streamIDMaximum, message: ByteBuffer()))
        #expect(machine.isFinished)
    }

    @Test("What a new call gets, by state", arguments: State.allCases)
    func opens(_ state: State) {
        var machine = Self.make(state)
        switch state {
        case .awaitingHello, .open: #expect(machine.callBegan() == .open(stream: 1))
        case .openWithCall, .openWithAbandonedCall: #expect(machine.callBegan() == .open(stream: 3))
        case .leaving, .leavingWithCall, .closed: #expect(machine.callBegan() == .useAnotherConnection)
        }
        let finished = state == .leaving || state == .closed
        #expect(machine.isFinished == finished)
    }

    @Test("P-32: a client counts its calls, abandoned ones too, until their END")
    func places() {
        var machine = Self.make(.openWithAbandonedCall)
        #expect(machine.callBegan() == .open(stream: 3))
        #expect(machine.callBegan() == .open(stream: 5))
        #expect(machine.callBegan() == .wait)
        #expect(machine.received(ServerMachine.end(1), now: .start) == .placeFreed)
        #expect(machine.callBegan() == .open(stream: 7))
        machine.callTakenBack(stream: 7)
        #expect(machine.callBegan() == .open(stream: 9))
    }

    @Test("P-38: END by state", arguments: State.allCases)
    func end(_ state: State) {
        var machine = Self.make(state)
        let action = machine.received(ServerMachine.end(1), now: .start)
        switch state {
        case .awaitingHello: #expect(Self.isViolation(action))
        case .open, .leaving: #expect(Self.isViolation(action))
        case .openWithCall: #expect(action == .answered(stream: 1, message: ByteBuffer()))
        case .leavingWithCall:
            #expect(action == .answered(stream: 1, message: ByteBuffer()))
            #expect(machine.isFinished)
        case .openWithAbandonedCall: #expect(action == .placeFreed)
        case .closed: #expect(action == .none)
        }
    }

    @Test("An END for a call that has ended is let pass")
    func endTwice() {
        var machine = Self.make(.openWithCall)
        _ = machine.received(ServerMachine.end(1), now: .start)
        #expect(machine.received(ServerMachine.end(1), now: .start) == .none)
    }

    @Test("An error comes as it was sent")
    func error() {
        var machine = Self.make(.openWithCall)
        #expect(
            machine.received(Self.failed(1, VectorTests.full), now: .start)
                == .failed(stream: 1, VectorTests.full))
    }

    @Test("P-39: an answer past the limit fails the call; one at the limit comes")
    func longAnswer() {
        var limits = WireLimits.defaults
        limits.messageBytes = 10
        for (count, isSound) in [(10, true), (11, false)] {
            var machine = Self.make(.openWithCall, limits: limits)
            let payload = bytes {
                CallStatus.writeSuccess(into: &$0)
                $0.writeRepeatingByte(1, count: count)
            }
            let frame = Frame(type: .end, flags: [.hasMessage], stream: 1, payload: payload)
            switch machine.received(frame, now: .start) {
            case .answered: #expect(isSound)
            case .failed(1, let error):
                #expect(!isSound)
                #expect(error.code == .resourceExhausted && error.processed == .yes)
            default: Issue.record("neither")
            }
        }
        var machine = Self.make(.openWithCall)
        guard case .failed(1, let error) = machine.receivedOversized(.end, stream: 1) else {
            Issue.record("not failed")
            return
        }
        #expect(error.code == .resourceExhausted && error.processed == .yes)
        #expect(Self.isViolation(machine.receivedOversized(.call, stream: 1)))
    }

    @Test("P-34: success without a message, and a status cut short, are violations")
    func wrongEnds() {
        var machine = Self.make(.openWithCall)
        let empty = Frame(type: .end, stream: 1, payload: bytes { CallStatus.writeSuccess(into: &$0) })
        #expect(Self.isViolation(machine.received(empty, now: .start)))
        var other = Self.make(.openWithCall)
        let short = Frame(type: .end, stream: 1, payload: ByteBuffer(hex: "00"))
        #expect(Self.isViolation(other.received(short, now: .start)))
    }

    @Test("P-44: giving up sends CANCEL once, and nothing for what has ended")
    func abandons() {
        var machine = Self.make(.openWithCall)
        #expect(machine.callAbandoned(stream: 1) == .sendCancel)
        #expect(machine.callAbandoned(stream: 1) == .ignore)
        #expect(machine.callAbandoned(stream: 3) == .ignore)
        #expect(machine.callCount == 1)
    }

    @Test("P-46, P-59: frames that only a client sends are violations", arguments: State.allCases)
    func clientFrames(_ state: State) {
        for frame in [ServerMachine.call(1), ServerMachine.cancel(1), ServerMachine.message(1)] {
            var machine = Self.make(state)
            let action = machine.received(frame, now: .start)
            #expect(Self.isViolation(action) == (state != .closed))
        }
    }

    @Test("P-59: an END for a stream that was never opened", arguments: [2, 9, 0x7FFF_FFFF] as [UInt32])
    func unknownEnd(stream: UInt32) {
        var machine = Self.make(.openWithCall)
        #expect(Self.isViolation(machine.received(ServerMachine.end(stream), now: .start)))
    }

    @Test("P-48: a PING is answered, by state", arguments: State.allCases)
    func ping(_ state: State) {
        var machine = Self.make(state)
        let action = machine.received(ServerMachine.ping(9), now: .start)
        switch state {
        case .awaitingHello: #expect(Self.isViolation(action))
        case .closed: #expect(action == .none)
        default: #expect(action == .sendPong(9))
        }
        var other = Self.make(.open)
        #expect(Self.isViolation(other.received(Frame(type: .ping), now: .start)))
    }

    @Test("P-51: the first GOAWAY keeps running calls and takes no new ones")
    func firstGoAway() {
        var machine = Self.make(.openWithCall)
        let action = machine.received(ServerMachine.goAway(lastStream: 0x7FFF_FFFF), now: .start)
        #expect(action == .leave(notProcessed: [], reconnectWindow: .zero))
        #expect(machine.callBegan() == .useAnotherConnection)
        #expect(!machine.isFinished)
        #expect(machine.received(ServerMachine.end(1), now: .start).name == "answered")
        #expect(machine.isFinished)
    }

    @Test("P-52: the final GOAWAY names calls that may be repeated")
    func finalGoAway() {
        var machine = Self.make(.open)
        for _ in 0..<3 { _ = machine.callBegan() }
        _ = machine.callAbandoned(stream: 5)
        let action = machine.received(ServerMachine.goAway(lastStream: 1, final: true), now: .start)
        #expect(action == .leave(notProcessed: [3], reconnectWindow: .zero))
        #expect(machine.callCount == 1)
        #expect(machine.connectionLost() == [LostCall(stream: 1, processed: .maybe)])
    }

    @Test("P-50: an unknown code and bytes behind the text are read all the same")
    func laterGoAway() {
        var machine = Self.make(.open)
        let payload = bytes {
            $0.writeMultipleIntegers(UInt16(99), UInt32(0), UInt32(2_000), UInt16(3))
            $0.writeString("whymore")
        }
        let action = machine.received(Frame(type: .goAway, payload: payload), now: .start)
        #expect(action == .leave(notProcessed: [], reconnectWindow: .seconds(2)))
        #expect(machine.farewell == "why")
    }

    @Test("P-58: calls that a lost connection takes with it may have been processed", arguments: State.allCases)
    func lost(_ state: State) {
        var machine = Self.make(state)
        let lost = machine.connectionLost()
        switch state {
        case .openWithCall, .leavingWithCall: #expect(lost == [LostCall(stream: 1, processed: .maybe)])
        case .awaitingHello, .open, .openWithAbandonedCall, .leaving, .closed: #expect(lost.isEmpty)
        }
        #expect(machine.isFinished)
    }

    @Test("P-4, P-6: the server's hello, by state", arguments: State.allCases)
    func hello(_ state: State) {
        let refusal = ServerHello.Refusal(cause: .busy, message: "busy")
        var accepting = Self.make(state)
        var refusing = Self.make(state)
        let accepted = accepting.received(.accepted(Self.acceptance))
        let refused = refusing.received(.refused(refusal))
        if state == .awaitingHello {
            #expect(accepted == .ready(Self.acceptance))
            #expect(refused == .refused(refusal))
            #expect(refusing.farewell == "busy")
            #expect(refusing.isFinished)
        } else {
            for action in [accepted, refused] {
                if case .closeFor = action { continue }
                Issue.record("\(action)")
            }
        }
    }

    @Test("P-5, P-7: a server that chose what was not offered is not followed")
    func notOffered() {
        for (version, capabilities) in [(2, Capabilities.supported), (1, Capabilities(rawValue: 1 << 9))] {
            var machine = Self.make(.awaitingHello)
            var acceptance = Self.acceptance
            acceptance.version = UInt16(version)
            acceptance.capabilities = capabilities
            guard case .closeFor = machine.received(.accepted(acceptance)) else {
                Issue.record("followed")
                return
            }
        }
    }

    @Test("P-55: a server that floods is left")
    func flood() {
        var limits = WireLimits.defaults
        limits.controlFrameBurst = 3
        var machine = Self.make(.open, limits: limits)
        for _ in 0..<3 { #expect(machine.received(ServerMachine.ping(), now: .start) == .sendPong(7)) }
        guard case .closeFor(let violation) = machine.received(ServerMachine.ping(), now: .start) else {
            Issue.record("not left")
            return
        }
        #expect(violation.code == .flood)
    }

    @Test("A client that leaves takes no calls and finishes those it has")
    func leaves() {
        var machine = Self.make(.openWithCall)
        machine.leaveBegan()
        #expect(machine.callBegan() == .useAnotherConnection)
        #expect(!machine.isFinished)
    }

    @Test("P-4: a client that leaves before the server's hello still reads it, and finishes its early calls")
    func leavesEarly() {
        var machine = Self.make(.awaitingHello)
        #expect(machine.callBegan() == .open(stream: 1))
        machine.leaveBegan()
        #expect(machine.callBegan() == .useAnotherConnection)
        #expect(machine.received(.accepted(Self.acceptance)) == .ready(Self.acceptance))
        #expect(machine.callBegan() == .useAnotherConnection)
        #expect(machine.received(ServerMachine.end(1), now: .start).name == "answered")
        #expect(machine.isFinished)
    }

    @Test("P-59: what follows a violation in the same read does nothing, kept or not")
    func nothingAfterViolation() {
        var limits = WireLimits.defaults
        limits.controlFrameBurst = 0
        var machine = Self.make(.openWithCall, limits: limits)
        #expect(Self.isViolation(machine.received(ServerMachine.cancel(1), now: .start)))
        #expect(machine.receivedOversized(.end, stream: 1) == .none)
        #expect(machine.receivedOversized(.call, stream: 1) == .none)
        #expect(machine.receivedSkipped(now: .start) == .none)
    }

    @Test("P-59: an END too long to be kept, for a stream that was never opened", arguments: [2, 9] as [UInt32])
    func unknownOversizedEnd(stream: UInt32) {
        var machine = Self.make(.openWithCall)
        #expect(Self.isViolation(machine.receivedOversized(.end, stream: stream)))
    }
}

extension ClientFrameAction {
    var name: String {
        switch self {
        case .answered: "answered"
        default: "other"
        }
    }
}

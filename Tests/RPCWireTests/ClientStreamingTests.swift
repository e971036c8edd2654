import NIOCore
import RPCCore
import RPCWire
import Testing

@Suite("Streams at the client's machine")
struct ClientStreamingTests {
    static func make(limits: WireLimits = .defaults, streaming: Bool = true) -> ClientConnectionStateMachine {
        var machine = ClientConnectionStateMachine(limits: limits, now: .start)
        let capabilities: Capabilities = streaming ? [.checksums, .streaming] : [.checksums]
        _ = machine.received(
            .accepted(
                ServerHello.Acceptance(
                    version: 1, capabilities: capabilities, limits: VectorTests.limits(calls: 256))))
        return machine
    }

    static func message(_ stream: UInt32, _ flags: FrameFlags, _ count: Int = 10) -> Frame {
        ServerMachine.message(stream, flags: flags, ByteBuffer(repeating: 5, count: count))
    }

    static func end(_ stream: UInt32, _ message: ByteBuffer? = nil, error: RPCError? = nil) -> Frame {
        let payload = bytes { buffer in
            if let error { CallStatus.write(error, into: &buffer) } else { CallStatus.writeSuccess(into: &buffer) }
            if let message { buffer.writeImmutableBuffer(message) }
        }
        return Frame(type: .end, flags: message == nil ? [] : [.hasMessage], stream: stream, payload: payload)
    }

    static func isViolation(_ action: ClientFrameAction) -> Bool {
        if case .closeFor = action { true } else { false }
    }

    @Test("P-77: a streaming call waits for the server's hello, a unary one need not")
    func waitsForHello() {
        var machine = ClientConnectionStateMachine(limits: .defaults, now: .start)
        #expect(machine.callBegan(isStreaming: true) == .wait)
        #expect(machine.callBegan() == .open(stream: 1))
    }

    @Test("P-64, P-70: answers come as messages, the last may come with the END")
    func answers() {
        var machine = Self.make()
        #expect(machine.callBegan(isStreaming: true) == .open(stream: 1))
        #expect(machine.received(Self.message(1, [.hasMessage]), now: .start) == .wakeReader(stream: 1))
        #expect(machine.takeMessage(stream: 1) == .message(ByteBuffer(repeating: 5, count: 10)))
        #expect(machine.received(Self.message(1, [.hasMessage, .more]), now: .start) == .none)
        let last = ByteBuffer(repeating: 5, count: 2)
        #expect(
            machine.received(Self.end(1, last), now: .start)
                == .streamEnded(stream: 1, rest: [ByteBuffer(repeating: 5, count: 12)], nil))
        #expect(machine.callCount == 0)
    }

    @Test("P-64: a long answer of a unary call comes in parts")
    func unaryInParts() {
        var machine = Self.make()
        _ = machine.callBegan()
        #expect(machine.received(Self.message(1, [.hasMessage, .more]), now: .start) == .none)
        #expect(machine.received(Self.message(1, [.hasMessage, .more]), now: .start) == .none)
        #expect(
            machine.received(Self.end(1, ByteBuffer(repeating: 5, count: 1)), now: .start)
                == .answered(stream: 1, message: ByteBuffer(repeating: 5, count: 21)))
    }

    @Test("P-64: an END without an error inside a message is a violation, one with an error drops the part")
    func endInsideMessage() {
        let error = RPCError(.aborted, message: "changed", processed: .yes)
        for fails in [false, true] {
            var machine = Self.make()
            _ = machine.callBegan(isStreaming: true)
            _ = machine.received(Self.message(1, [.hasMessage]), now: .start)
            _ = machine.received(Self.message(1, [.hasMessage, .more]), now: .start)
            let action = machine.received(Self.end(1, error: fails ? error : nil), now: .start)
            if fails {
                let whole = ByteBuffer(repeating: 5, count: 10)
                #expect(action == .streamEnded(stream: 1, rest: [whole], error))
            } else {
                #expect(Self.isViolation(action))
            }
        }
    }

    @Test("P-62: a unary call that ends well with no message, or with two, is a violation")
    func unaryCount() {
        var none = Self.make()
        _ = none.callBegan()
        #expect(Self.isViolation(none.received(Self.end(1), now: .start)))
        var two = Self.make()
        _ = two.callBegan()
        _ = two.received(Self.message(1, [.hasMessage]), now: .start)
        #expect(Self.isViolation(two.received(Self.end(1, ByteBuffer(repeating: 1, count: 1)), now: .start)))
    }

    @Test("P-46, P-63: messages that cannot be are violations")
    func impossible() {
        for frame in [
            Self.message(3, [.hasMessage]), Self.message(1, [.hasMessage, .endOfRequest]),
            Self.message(1, [.more], 0), Self.message(1, []),
        ] {
            var machine = Self.make()
            _ = machine.callBegan(isStreaming: true)
            #expect(Self.isViolation(machine.received(frame, now: .start)))
        }
        var plain = Self.make(streaming: false)
        _ = plain.callBegan()
        #expect(Self.isViolation(plain.received(Self.message(1, [.hasMessage]), now: .start)))
    }

    @Test("P-69: an abandoned call's messages are dropped, and hold no memory")
    func abandoned() {
        for streaming in [false, true] {
            var machine = Self.make()
            _ = machine.callBegan(isStreaming: streaming)
            #expect(machine.callAbandoned(stream: 1) == .sendCancel)
            for _ in 0..<10 { #expect(machine.received(Self.message(1, [.hasMessage]), now: .start) == .none) }
            #expect(machine.heldBytes == 0)
            #expect(machine.received(Self.end(1), now: .start) == .placeFreed)
        }
    }

    @Test("P-66: an answer past the limit fails its call, and the server hears CANCEL")
    func tooLong() {
        var limits = WireLimits.defaults
        limits.messageBytes = 15
        for streaming in [false, true] {
            var machine = Self.make(limits: limits)
            _ = machine.callBegan(isStreaming: streaming)
            _ = machine.received(Self.message(1, [.hasMessage, .more]), now: .start)
            guard
                case .abandonCall(1, let error) = machine.received(Self.message(1, [.hasMessage, .more]), now: .start)
            else { return _ = Issue.record("not given up") }
            #expect(error.code == .resourceExhausted)
            #expect(machine.received(Self.end(1, error: error), now: .start) == .placeFreed)
        }
    }

    @Test("P-72: a server whose windows are too small is left")
    func serverWindows() {
        var machine = ClientConnectionStateMachine(limits: .defaults, now: .start)
        var limits = VectorTests.limits(calls: 1)
        limits.connectionWindowBytes = 8_191
        let hello = ServerHello.accepted(
            ServerHello.Acceptance(version: 1, capabilities: [.checksums, .streaming], limits: limits))
        guard case .closeFor(let violation) = machine.received(hello) else {
            return _ = Issue.record("accepted")
        }
        #expect(violation.code == .protocolError)
    }

    @Test("P-47, P-75: the server's credit is bounded, and small credit costs tokens")
    func credit() {
        var machine = Self.make()
        _ = machine.callBegan(isStreaming: true)
        let most = WireConstants.creditMaximum
        #expect(Self.isViolation(machine.received(ServerMachine.credit(1, most), now: .start)))
        var other = Self.make()
        #expect(Self.isViolation(other.received(ServerMachine.credit(3, 10_000), now: .start)))
        var limits = WireLimits.defaults
        limits.controlFrameBurst = 1
        limits.controlFramesPerSecond = 0
        var poor = Self.make(limits: limits)
        #expect(poor.received(ServerMachine.credit(0, 4_095), now: .start) == .none)
        #expect(poor.received(ServerMachine.credit(0, 4_096), now: .start) == .none)
        #expect(Self.isViolation(poor.received(ServerMachine.credit(0, 4_095), now: .start)))
    }
}

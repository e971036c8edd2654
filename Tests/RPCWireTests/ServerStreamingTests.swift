import NIOCore
import RPCCore
import RPCWire
import Testing

@Suite("Streams at the server's machine")
struct ServerStreamingTests {
    /// What a call may have come to when a frame for it arrives.
    enum Begin: CaseIterable, Sendable {
        case requestOpen, insideMessage, requestEnded, cancelled, overruled, endedEarly, ended, refused
    }

    /// A machine with streaming and call 1 in the state of one's choice.
    static func make(_ begin: Begin, limits: WireLimits = .defaults) -> ServerConnectionStateMachine {
        var limits = limits
        if begin == .refused { limits.concurrentCalls = 0 }
        var machine = ServerConnectionStateMachine(limits: limits, now: .start)
        _ = machine.received(ServerMachine.streamingHello)
        let flags: FrameFlags =
            switch begin {
            case .insideMessage: [.hasMessage, .more]
            case .requestEnded, .ended: [.hasMessage, .endOfRequest]
            case .requestOpen, .cancelled, .overruled, .endedEarly, .refused: []
            }
        let message = flags.contains(.hasMessage) ? ServerMachine.message : ByteBuffer()
        _ = machine.received(ServerMachine.call(1, flags: flags, message: message), now: .start)
        switch begin {
        case .requestOpen, .insideMessage, .requestEnded, .refused: break
        case .cancelled: _ = machine.received(ServerMachine.cancel(1), now: .start)
        case .overruled: _ = machine.deadlinesPassed(now: .after(seconds: 10_000))
        case .endedEarly, .ended: _ = machine.handlerEnded(stream: 1)
        }
        return machine
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let event: String
        let frame: Frame
        /// In the order of `Begin.allCases`.
        let outcomes: [String]
        var testDescription: String { event }
    }

    static let violation = "violation protocolError"

    static let rows: [Row] = [
        Row(
            event: "P-64: a whole message", frame: ServerMachine.message(1),
            outcomes: ["wake", "wake", violation, "none", "none", "none", "none", "none"]),
        Row(
            event: "P-64: a part", frame: ServerMachine.message(1, flags: [.hasMessage, .more]),
            outcomes: ["none", "none", violation, "none", "none", "none", "none", "none"]),
        Row(
            event: "P-67: the last message", frame: ServerMachine.message(1, flags: [.hasMessage, .endOfRequest]),
            outcomes: ["wake", "wake", violation, "none", "none", "none", "none", "none"]),
        Row(
            event: "P-67: the end without a message",
            frame: ServerMachine.message(1, flags: [.endOfRequest], ByteBuffer()),
            outcomes: ["wake", violation, violation, "none", "none", "none", "none", "none"]),
        Row(
            event: "P-63: MORE without a message", frame: ServerMachine.message(1, flags: [.more], ByteBuffer()),
            outcomes: Array(repeating: violation, count: 8)),
        Row(
            event: "P-63: the end inside a message",
            frame: ServerMachine.message(1, flags: [.hasMessage, .more, .endOfRequest]),
            outcomes: Array(repeating: violation, count: 8)),
        Row(
            event: "P-63: bytes without a message", frame: ServerMachine.message(1, flags: []),
            outcomes: Array(repeating: violation, count: 8)),
        Row(
            event: "P-47: credit", frame: ServerMachine.credit(1, 10_000),
            outcomes: Array(repeating: "none", count: 8)),
        Row(
            event: "P-47: credit past the largest window", frame: ServerMachine.credit(1, (1 << 31) - 1),
            outcomes: [
                "violation flowControlError", "violation flowControlError", "violation flowControlError", "none",
                "none", "none", "none", "none",
            ]),
    ]

    @Test("Each frame in each state of its call", arguments: rows)
    func frames(_ row: Row) {
        for (begin, expected) in zip(Begin.allCases, row.outcomes) {
            var machine = Self.make(begin)
            let action = machine.received(row.frame, now: .start)
            #expect(action.name == expected, "\(begin)")
        }
    }

    @Test("P-46: messages of an ended call that nobody can have meant cost a token")
    func lateWithoutCredit() {
        var limits = WireLimits.defaults
        limits.controlFrameBurst = 2
        limits.controlFramesPerSecond = 0
        var machine = Self.make(.ended, limits: limits)
        #expect(machine.received(ServerMachine.message(1), now: .start) == .none)
        #expect(machine.received(ServerMachine.message(1), now: .start) == .none)
        #expect(machine.received(ServerMachine.message(1), now: .start).name == "violation flood")
    }

    @Test(
        "P-69: messages that were on the way when the call ended are free, within their credit",
        arguments: [
            Begin.endedEarly, .refused,
        ])
    func lateWithinCredit(_ begin: Begin) {
        var limits = WireLimits.defaults
        limits.controlFrameBurst = 1
        limits.controlFramesPerSecond = 0
        limits.streamWindowBytes = 4_096
        var machine = Self.make(begin, limits: limits)
        for _ in 0..<4 {
            let frame = ServerMachine.message(1, ByteBuffer(repeating: 1, count: 1_024 - 16))
            #expect(machine.received(frame, now: .start) == .none)
        }
        let last = ServerMachine.message(1, ByteBuffer())
        #expect(machine.received(last, now: .start).name == "violation flowControlError")
    }

    @Test("P-73: more than the stream's credit closes the connection, a byte less does not")
    func streamCredit() {
        var limits = WireLimits.defaults
        limits.streamWindowBytes = 4_096
        for (count, name) in [(4_080, "wake"), (4_081, "violation flowControlError")] {
            var machine = Self.make(.requestOpen, limits: limits)
            let frame = ServerMachine.message(1, ByteBuffer(repeating: 1, count: count))
            #expect(machine.received(frame, now: .start).name == name)
        }
    }

    @Test("P-73: more than the connection's credit closes the connection, a byte less does not")
    func connectionCredit() {
        var limits = WireLimits.defaults
        limits.connectionWindowBytes = 4_096
        for (count, name) in [(4_080, "wake"), (4_081, "violation flowControlError")] {
            var machine = Self.make(.requestOpen, limits: limits)
            let frame = ServerMachine.message(1, ByteBuffer(repeating: 1, count: count))
            #expect(machine.received(frame, now: .start).name == name)
        }
    }

    @Test("P-74: the connection gets no further credit while too much is held, and gets it when that is taken")
    func withheldCredit() {
        var limits = WireLimits.defaults
        limits.requestBytesInFlight = 10_000
        limits.connectionWindowBytes = 8_192
        limits.streamWindowBytes = 100_000
        var machine = Self.make(.requestOpen, limits: limits)
        var granted = 0
        for _ in 0..<3 {
            let frame = ServerMachine.message(1, ByteBuffer(repeating: 1, count: 4_080))
            guard machine.received(frame, now: .start) == .wakeReader(stream: 1) else { break }
            granted += machine.takeGrants().filter { $0.stream == 0 }.reduce(0) { $0 + Int($1.bytes) }
        }
        #expect(granted == 8_192, "two of three frames' worth came back, the third is held")
        guard case .message = machine.takeMessage(stream: 1) else { return _ = Issue.record("no message") }
        #expect(machine.takeGrants().contains { $0.stream == 0 && $0.bytes == 4_096 })
    }

    @Test("P-75: small credit costs a token, enough of it is free")
    func creditTokens() {
        var limits = WireLimits.defaults
        limits.controlFrameBurst = 1
        limits.controlFramesPerSecond = 0
        var machine = Self.make(.requestOpen, limits: limits)
        for _ in 0..<10 { #expect(machine.received(ServerMachine.credit(1, 4_096), now: .start) == .none) }
        #expect(machine.received(ServerMachine.credit(0, 4_095), now: .start) == .none)
        #expect(machine.received(ServerMachine.credit(0, 4_095), now: .start).name == "violation flood")
    }

    @Test("P-79: frames that say nothing cost a token")
    func emptyFrames() {
        for flags in [[], [.hasMessage, .more]] as [FrameFlags] {
            var limits = WireLimits.defaults
            limits.controlFrameBurst = 1
            limits.controlFramesPerSecond = 0
            var machine = Self.make(.requestOpen, limits: limits)
            let empty = ServerMachine.message(1, flags: flags, ByteBuffer())
            #expect(machine.received(empty, now: .start) == .none)
            #expect(machine.received(empty, now: .start).name == "violation flood")
        }
    }

    @Test("P-66: a message in parts past the limit ends its call, and the connection goes on")
    func tooLong() {
        var limits = WireLimits.defaults
        limits.messageBytes = 100
        var machine = Self.make(.requestOpen, limits: limits)
        let half = ServerMachine.message(1, flags: [.hasMessage, .more], ByteBuffer(repeating: 1, count: 51))
        #expect(machine.received(half, now: .start) == .none)
        #expect(machine.received(half, now: .start).name == "overrule RESOURCE_EXHAUSTED")
        #expect(machine.received(half, now: .start) == .none)
        #expect(machine.handlerEnded(stream: 1).reply == .nothing)
        #expect(machine.received(ServerMachine.ping(), now: .start) == .sendPong(7))
    }

    @Test("P-72: windows of 8,192 bytes are the least", arguments: [8_192, 8_191] as [UInt32])
    func leastWindow(_ bytes: UInt32) {
        for part in 0..<2 {
            var hello = ServerMachine.streamingHello
            if part == 0 { hello.limits.streamWindowBytes = bytes } else { hello.limits.connectionWindowBytes = bytes }
            var machine = ServerMachine.make(.awaitingHello)
            switch machine.received(hello) {
            case .accept: #expect(bytes == 8_192)
            case .refuse(let refusal): #expect(bytes == 8_191 && refusal.cause == .malformed)
            }
            hello.capabilities = [.checksums]
            var other = ServerMachine.make(.awaitingHello)
            guard case .accept = other.received(hello) else { return _ = Issue.record("not asked for streaming") }
        }
    }

    @Test("P-76: a call whose answers get no credit is ended")
    func stalledSend() {
        var machine = Self.make(.requestOpen)
        machine.enqueue(stream: 1, ByteBuffer(repeating: 1, count: 1 << 20), as: .message, now: .start)
        while machine.nextChunk(now: .start) != nil {}
        #expect(machine.nextSendStall == .after(seconds: 30))
        #expect(machine.sendStalls(now: .after(seconds: 29)) == [])
        #expect(machine.sendStalls(now: .after(seconds: 30)) == [1])
        #expect(machine.handlerEnded(stream: 1).reply == .nothing)
        #expect(machine.nextSendStall == nil)
    }

    @Test(
        "P-78: a streaming call lives for an hour unless it says less",
        arguments: [
            (0, 3_600), (5_000, 5), (10_000_000, 3_600),
        ] as [(UInt32, Double)])
    func deadline(milliseconds: UInt32, seconds: Double) {
        var machine = ServerMachine.make(.awaitingHello)
        _ = machine.received(ServerMachine.streamingHello)
        _ = machine.received(
            ServerMachine.call(1, timeout: milliseconds, flags: [], message: ByteBuffer()), now: .start)
        let deadline = machine.streamingCallBegan(
            stream: 1, request: nil, timeoutMilliseconds: milliseconds, now: .start)
        #expect(deadline == .after(seconds: seconds))
        #expect(machine.deadlinesPassed(now: .after(seconds: seconds - 0.001)) == [])
        #expect(machine.deadlinesPassed(now: .after(seconds: seconds)) == [1])
    }
}

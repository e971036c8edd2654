import NIOCore
import RPCCore
import RPCWire
import Testing

@Suite("Server connection machine")
struct ServerConnectionStateMachineTests {
    /// What one frame does in each state, in the order of `ServerMachine.State.allCases`.
    struct Row: Sendable, CustomTestStringConvertible {
        let event: String
        let frame: Frame
        /// awaitingHello, open, openWithCall, openWithCancelledCall, openWithExpiredCall, draining, drainingWithCall,
        /// finishing, clientLeaving, closed
        let outcomes: [String]
        var testDescription: String { event }
    }

    static let early = "violation protocolError"
    static let violation = "violation protocolError"

    static let rows: [Row] = [
        Row(
            event: "a new call", frame: ServerMachine.call(7),
            outcomes: [
                early, "start", "start", "start", "start", "start", "start", "refuse UNAVAILABLE", violation, "none",
            ]),
        Row(
            event: "P-21: a call on a stream used before", frame: ServerMachine.call(3),
            outcomes: [early] + Array(repeating: violation, count: 8) + ["none"]),
        Row(
            event: "P-21: a call on an even stream", frame: ServerMachine.call(8),
            outcomes: [early] + Array(repeating: violation, count: 8) + ["none"]),
        Row(
            event: "P-40: CANCEL of stream 5, which some states run", frame: ServerMachine.cancel(5),
            outcomes: [
                early, violation, "cancel", "none", "none", violation, "cancel", "cancel", "cancel", "none",
            ]),
        Row(
            event: "P-42: CANCEL of a call that has ended", frame: ServerMachine.cancel(3),
            outcomes: [early] + Array(repeating: "none", count: 9)),
        Row(
            event: "P-42: CANCEL of a stream never opened", frame: ServerMachine.cancel(9),
            outcomes: [early] + Array(repeating: violation, count: 8) + ["none"]),
        Row(
            event: "P-46: MESSAGE for stream 5, which some states run", frame: ServerMachine.message(5),
            outcomes: [early] + Array(repeating: violation, count: 8) + ["none"]),
        Row(
            event: "P-46: MESSAGE for a call that has ended", frame: ServerMachine.message(3),
            outcomes: [early] + Array(repeating: "none", count: 9)),
        Row(
            event: "P-47: CREDIT for the connection", frame: ServerMachine.credit(0),
            outcomes: [early] + Array(repeating: "none", count: 9)),
        Row(
            event: "P-47: CREDIT of nothing", frame: ServerMachine.credit(0, 0),
            outcomes: [early] + Array(repeating: "violation flowControlError", count: 8) + ["none"]),
        Row(
            event: "P-47: CREDIT past the largest window", frame: ServerMachine.credit(0, 1 << 31),
            outcomes: [early] + Array(repeating: "violation flowControlError", count: 8) + ["none"]),
        Row(
            event: "CREDIT for a stream never opened", frame: ServerMachine.credit(9),
            outcomes: [early] + Array(repeating: violation, count: 8) + ["none"]),
        Row(
            event: "P-48: PING", frame: ServerMachine.ping(),
            outcomes: [early] + Array(repeating: "pong", count: 8) + ["none"]),
        Row(
            event: "P-48: PING of another length", frame: Frame(type: .ping, payload: ByteBuffer(hex: "01")),
            outcomes: [early] + Array(repeating: violation, count: 8) + ["none"]),
        Row(
            event: "PONG of a keepalive", frame: ServerMachine.pong(),
            outcomes: [early] + Array(repeating: "none", count: 9)),
        Row(
            event: "P-51: PONG of the drain", frame: ServerMachine.pong(ServerConnectionStateMachine.drainPing),
            outcomes: [
                early, "none", "none", "none", "none", "final, close", "final", "none", "none", "none",
            ]),
        Row(
            event: "P-53: the client's GOAWAY", frame: ServerMachine.goAway(),
            outcomes: [early, "close", "none", "none", "none", "none", "none", "none", "none", "none"]),
        Row(
            event: "a GOAWAY cut short", frame: Frame(type: .goAway, payload: ByteBuffer(hex: "0000")),
            outcomes: [early] + Array(repeating: violation, count: 8) + ["none"]),
        Row(
            event: "P-59: END from a client", frame: ServerMachine.end(3),
            outcomes: [early] + Array(repeating: violation, count: 8) + ["none"]),
        Row(
            event: "P-20: CANCEL with bytes of a later version behind it",
            frame: Frame(type: .cancel, stream: 5, payload: ByteBuffer(hex: "01ffff")),
            outcomes: [
                early, violation, "cancel", "none", "none", violation, "cancel", "cancel", "cancel", "none",
            ]),
        Row(
            event: "P-20: CREDIT with bytes of a later version behind it",
            frame: Frame(type: .credit, payload: ByteBuffer(hex: "00000001ffff")),
            outcomes: [early] + Array(repeating: "none", count: 9)),
        Row(
            event: "an empty CANCEL", frame: Frame(type: .cancel, stream: 3),
            outcomes: [early] + Array(repeating: violation, count: 8) + ["none"]),
        Row(
            event: "P-45: a call without the end of its request", frame: ServerMachine.call(7, flags: [.hasMessage]),
            outcomes: [
                early, "refuse UNIMPLEMENTED", "refuse UNIMPLEMENTED", "refuse UNIMPLEMENTED", "refuse UNIMPLEMENTED",
                "refuse UNIMPLEMENTED", "refuse UNIMPLEMENTED", "refuse UNAVAILABLE", violation, "none",
            ]),
    ]

    @Test("Each frame in each state", arguments: rows)
    func frames(_ row: Row) {
        for (state, outcome) in zip(ServerMachine.State.allCases, row.outcomes) {
            var machine = ServerMachine.make(state)
            let action = machine.received(row.frame, now: .start)
            #expect(action.name == outcome, "in \(state)")
            if case .closeFor = action {
                // Nothing that comes after it has an effect.
                #expect(machine.received(ServerMachine.ping(), now: .start) == .none)
            }
        }
        #expect(row.outcomes.count == ServerMachine.State.allCases.count)
    }

    @Test("P-12: a hello is taken once", arguments: ServerMachine.State.allCases)
    func hello(_ state: ServerMachine.State) {
        var machine = ServerMachine.make(state)
        #expect(machine.awaitsHello == (state == .awaitingHello))
        switch machine.received(ServerMachine.hello) {
        case .accept(let acceptance):
            #expect(state == .awaitingHello)
            #expect(acceptance.version == 1)
            #expect(!machine.awaitsHello)
        case .refuse(let refusal):
            #expect(state != .awaitingHello)
            #expect(refusal.cause == .malformed)
        }
    }

    @Test("P-5: the version that both speak is chosen, or the connection refused with the server's range")
    func versions() {
        for (lowest, highest, isAccepted) in [(0, 1, true), (1, 1, true), (1, 9, true), (2, 9, false), (0, 0, false)] {
            var machine = ServerMachine.make(.awaitingHello)
            var hello = ServerMachine.hello
            hello.lowestVersion = UInt16(lowest)
            hello.highestVersion = UInt16(highest)
            switch machine.received(hello) {
            case .accept(let acceptance):
                #expect(isAccepted)
                #expect(acceptance.version == 1)
            case .refuse(let refusal):
                #expect(!isAccepted)
                #expect(refusal.cause == .version)
                #expect(refusal.lowestVersion == 1 && refusal.highestVersion == 1)
                #expect(machine.received(ServerMachine.ping(), now: .start) == .none)
            }
        }
    }

    @Test("P-7: capabilities in force are those of both; unknown bits are no fault")
    func capabilities() {
        for (offered, inForce) in [
            (Capabilities(rawValue: .max), Capabilities.supported), ([], []), ([.checksums], [.checksums]),
            ([.streaming], [.streaming]),
        ] {
            var machine = ServerMachine.make(.awaitingHello)
            var hello = ServerMachine.hello
            hello.capabilities = offered
            guard case .accept(let acceptance) = machine.received(hello) else {
                Issue.record("refused")
                return
            }
            #expect(acceptance.capabilities == inForce)
        }
    }

    @Test("P-4, P-49: the hello says the server's limits and the keepalive in force")
    func announcedLimits() {
        for (asked, server, inForce) in [
            (15_000, Duration.seconds(15), 15_000), (1, .seconds(15), 1_000), (60_000, .seconds(15), 60_000),
            (0, .seconds(15), 0), (15_000, .zero, 0),
        ] as [(UInt32, Duration, UInt32)] {
            var limits = WireLimits.defaults
            limits.keepaliveInterval = server
            limits.concurrentCalls = 9
            limits.messageBytes = 1_000
            var machine = ServerMachine.make(.awaitingHello, limits: limits)
            var hello = ServerMachine.hello
            hello.limits.keepaliveMilliseconds = asked
            guard case .accept(let acceptance) = machine.received(hello) else {
                Issue.record("refused")
                return
            }
            #expect(acceptance.limits.keepaliveMilliseconds == inForce)
            #expect(acceptance.limits.concurrentCalls == 9)
            #expect(acceptance.limits.messageBytes == 1_000)
        }
    }

    @Test("P-22: a call starts with its head, its message and its deadline")
    func call() {
        var machine = ServerMachine.make(.open)
        let action = machine.received(ServerMachine.call(7, timeout: 1_500), now: .start)
        #expect(
            action
                == .startCall(
                    stream: 7, head: CallHead(method: "s/m", timeoutMilliseconds: 1_500),
                    message: ServerMachine.message, deadline: .after(seconds: 1.5)))
        #expect(machine.callCount == 1)
        #expect(machine.earliestDeadline == .after(seconds: 1.5))
    }

    @Test("P-25: a deadline is the default when none is said, and at most the greatest")
    func deadlines() {
        for (asked, seconds) in [(0, 30.0), (1, 0.001), (300_000, 300), (300_001, 300), (.max, 300)]
            as [(UInt32, Double)]
        {
            var machine = ServerMachine.make(.open)
            _ = machine.received(ServerMachine.call(7, timeout: asked), now: .start)
            #expect(machine.earliestDeadline == .after(seconds: seconds))
        }
    }

    @Test("P-32: calls at the limit run, one more is refused and may be tried again")
    func concurrentCalls() {
        var limits = WireLimits.defaults
        limits.concurrentCalls = 3
        var machine = ServerMachine.make(.open, limits: limits)
        for stream in [7, 9, 11] as [UInt32] {
            #expect(machine.received(ServerMachine.call(stream), now: .start).name == "start")
        }
        guard case .refuseCall(13, let error) = machine.received(ServerMachine.call(13), now: .start) else {
            Issue.record("not refused")
            return
        }
        #expect(error.code == .resourceExhausted && error.processed == .no)
        _ = machine.handlerEnded(stream: 9)
        #expect(machine.received(ServerMachine.call(15), now: .start).name == "start")
    }

    @Test("P-32, P-41: cancelled and expired calls keep their places until their handlers stop")
    func placesAreKept() {
        var limits = WireLimits.defaults
        limits.concurrentCalls = 2
        var machine = ServerMachine.make(.open, limits: limits)
        _ = machine.received(ServerMachine.call(7, timeout: 1), now: .start)
        _ = machine.received(ServerMachine.call(9), now: .start)
        #expect(machine.received(ServerMachine.cancel(9), now: .start) == .cancelHandler(stream: 9))
        #expect(machine.deadlinesPassed(now: .after(seconds: 1)) == [7])
        #expect(machine.received(ServerMachine.call(11), now: .start).name == "refuse RESOURCE_EXHAUSTED")
        #expect(machine.handlerEnded(stream: 9).reply == .sendCancelled)
        #expect(machine.received(ServerMachine.call(13), now: .start).name == "start")
        #expect(machine.handlerEnded(stream: 7).reply == .nothing)
        #expect(machine.received(ServerMachine.call(15), now: .start).name == "start")
    }

    @Test("P-33: requests in flight are bounded in bytes")
    func requestBytes() {
        var limits = WireLimits.defaults
        limits.requestBytesInFlight = 20
        var machine = ServerMachine.make(.open, limits: limits)
        let ten = ByteBuffer(repeating: 1, count: 10)
        #expect(machine.received(ServerMachine.call(7, message: ten), now: .start).name == "start")
        #expect(machine.received(ServerMachine.call(9, message: ten), now: .start).name == "start")
        let one = ByteBuffer(repeating: 1, count: 1)
        #expect(machine.received(ServerMachine.call(11, message: one), now: .start).name == "refuse RESOURCE_EXHAUSTED")
        _ = machine.handlerEnded(stream: 7)
        #expect(machine.received(ServerMachine.call(13, message: ten), now: .start).name == "start")
    }

    @Test("P-31: a message at the limit starts, one byte more is refused; both leave the connection open")
    func messageLimit() {
        var limits = WireLimits.defaults
        limits.messageBytes = 10
        for (count, name) in [(10, "start"), (11, "refuse RESOURCE_EXHAUSTED")] {
            var machine = ServerMachine.make(.open, limits: limits)
            let frame = ServerMachine.call(7, message: ByteBuffer(repeating: 1, count: count))
            #expect(machine.received(frame, now: .start).name == name)
            #expect(machine.received(ServerMachine.ping(), now: .start) == .sendPong(7))
        }
    }

    @Test("P-31: what was not kept is refused, and its stream is used up", arguments: ServerMachine.State.allCases)
    func oversized(_ state: ServerMachine.State) {
        var machine = ServerMachine.make(state)
        let action = machine.receivedOversized(.call, stream: 7, flags: [], now: .start)
        switch state {
        case .awaitingHello: #expect(action.name == Self.violation)
        case .closed: #expect(action == .none)
        default:
            #expect(action.name == "refuse RESOURCE_EXHAUSTED")
            #expect(machine.received(ServerMachine.call(7), now: .start).name == Self.violation)
        }
    }

    @Test("An oversized MESSAGE is treated as one, an oversized END as a client's")
    func oversizedOthers() {
        var machine = ServerMachine.make(.openWithCall)
        #expect(machine.receivedOversized(.message, stream: 3, flags: [], now: .start) == .none)
        #expect(machine.receivedOversized(.message, stream: 5, flags: [], now: .start).name == Self.violation)
        var other = ServerMachine.make(.openWithCall)
        #expect(other.receivedOversized(.end, stream: 3, flags: [], now: .start).name == Self.violation)
    }

    @Test("P-30: a malformed head is refused and leaves the connection open")
    func malformedHead() {
        var machine = ServerMachine.make(.open)
        let frame = Frame(
            type: .call, flags: [.endOfRequest, .hasMessage], stream: 7, payload: ByteBuffer(hex: "00ff"))
        #expect(machine.received(frame, now: .start).name == "refuse INVALID_ARGUMENT")
        #expect(machine.received(ServerMachine.call(9), now: .start).name == "start")
    }

    @Test("P-38, P-41, P-43: what the end of a handler sends, by state", arguments: ServerMachine.State.allCases)
    func handlerEnds(_ state: ServerMachine.State) {
        var machine = ServerMachine.make(state)
        let end = machine.handlerEnded(stream: 5)
        let again = machine.handlerEnded(stream: 5)
        #expect(again == ServerEndAction(reply: .nothing, closesConnection: false))
        switch state {
        case .openWithCall, .drainingWithCall:
            #expect(end == ServerEndAction(reply: .sendOutcome, closesConnection: false))
        case .openWithCancelledCall: #expect(end == ServerEndAction(reply: .sendCancelled, closesConnection: false))
        case .openWithExpiredCall: #expect(end == ServerEndAction(reply: .nothing, closesConnection: false))
        case .finishing, .clientLeaving: #expect(end == ServerEndAction(reply: .sendOutcome, closesConnection: true))
        case .awaitingHello, .open, .draining, .closed: #expect(end == again)
        }
    }

    @Test("P-43: each call expires once, at its own time")
    func expiry() {
        var machine = ServerMachine.make(.open)
        _ = machine.received(ServerMachine.call(7, timeout: 2_000), now: .start)
        _ = machine.received(ServerMachine.call(9, timeout: 1_000), now: .start)
        #expect(machine.earliestDeadline == .after(seconds: 1))
        #expect(machine.deadlinesPassed(now: .after(seconds: 0.999)) == [])
        #expect(machine.deadlinesPassed(now: .after(seconds: 1)) == [9])
        #expect(machine.earliestDeadline == .after(seconds: 2))
        #expect(machine.deadlinesPassed(now: .after(seconds: 5)) == [7])
        #expect(machine.deadlinesPassed(now: .after(seconds: 9)) == [])
        #expect(machine.earliestDeadline == nil)
        #expect(machine.callCount == 2)
    }

    @Test("P-51: what begins a drain, by state", arguments: ServerMachine.State.allCases)
    func drain(_ state: ServerMachine.State) {
        var machine = ServerMachine.make(state)
        let action = machine.drainBegan(reconnectWindow: .seconds(5))
        switch state {
        case .awaitingHello: #expect(action == .close)
        case .open, .openWithCall, .openWithCancelledCall, .openWithExpiredCall, .clientLeaving:
            let notice = GoAway(
                code: .drain, lastStream: 0x7FFF_FFFF, reconnectWindowMilliseconds: 5_000,
                message: "the server is stopping")
            #expect(action == .sendGoAwayAndPing(notice, ping: ServerConnectionStateMachine.drainPing))
        case .draining, .drainingWithCall, .finishing, .closed: #expect(action == .none)
        }
    }

    @Test("P-51, P-52: calls in transit are served, the last one is named, later ones are refused")
    func twoSteps() {
        var machine = ServerMachine.make(.drainingWithCall)
        #expect(machine.received(ServerMachine.call(7), now: .start).name == "start")
        let pong = ServerMachine.pong(ServerConnectionStateMachine.drainPing)
        guard case .sendFinalGoAway(let goAway) = machine.received(pong, now: .start) else {
            Issue.record("no final notice")
            return
        }
        #expect(goAway.lastStream == 7)
        guard case .refuseCall(9, let error) = machine.received(ServerMachine.call(9), now: .start) else {
            Issue.record("not refused")
            return
        }
        #expect(error.code == .unavailable && error.processed == .no)
        #expect(machine.handlerEnded(stream: 5) == ServerEndAction(reply: .sendOutcome, closesConnection: false))
        #expect(machine.handlerEnded(stream: 7) == ServerEndAction(reply: .sendOutcome, closesConnection: true))
    }

    @Test("P-51: a client that does not answer is not waited for", arguments: ServerMachine.State.allCases)
    func noticeTimeout(_ state: ServerMachine.State) {
        var machine = ServerMachine.make(state)
        let action = machine.drainNoticeTimedOut()
        switch state {
        case .draining:
            guard case .sendFinalGoAwayAndClose(let goAway) = action else {
                Issue.record("\(action)")
                return
            }
            #expect(goAway.lastStream == 3)
        case .drainingWithCall:
            guard case .sendFinalGoAway(let goAway) = action else {
                Issue.record("\(action)")
                return
            }
            #expect(goAway.lastStream == 5)
        default: #expect(action == .none)
        }
    }

    @Test("P-53: a client that left and calls again breaks the protocol; its last call's end closes")
    func clientLeaves() {
        var machine = ServerMachine.make(.clientLeaving)
        #expect(machine.received(ServerMachine.goAway(), now: .start) == .none)
        #expect(machine.handlerEnded(stream: 5).closesConnection)
        var other = ServerMachine.make(.clientLeaving)
        #expect(other.received(ServerMachine.call(7), now: .start).name == Self.violation)
    }

    @Test(
        "P-54: a lost connection names the calls to cancel and takes nothing more",
        arguments: ServerMachine.State.allCases)
    func lost(_ state: ServerMachine.State) {
        var machine = ServerMachine.make(state)
        let streams = machine.connectionLost()
        #expect(streams == (machine.callCount == 1 ? [5] : []))
        #expect(machine.received(ServerMachine.call(7), now: .start) == .none)
        #expect(machine.handlerEnded(stream: 5).reply == .nothing)
        #expect(machine.callCount == 0)
    }

    @Test("P-54: a GOAWAY for a violation names what may have been processed")
    func violationNotice() {
        let machine = ServerMachine.make(.openWithCall)
        let notice = machine.goAway(for: WireViolation(.flood, "too much"))
        #expect(notice == GoAway(code: .flood, lastStream: 5, message: "too much"))
    }

    @Test("P-55: what costs tokens, at the bucket's limit and one past it")
    func tokens() {
        let costly: [(String, (inout ServerConnectionStateMachine, UInt32) -> ServerFrameAction)] = [
            ("ping", { machine, _ in machine.received(ServerMachine.ping(), now: .start) }),
            ("pong", { machine, _ in machine.received(ServerMachine.pong(), now: .start) }),
            ("cancel", { machine, _ in machine.received(ServerMachine.cancel(3), now: .start) }),
            ("credit", { machine, _ in machine.received(ServerMachine.credit(0), now: .start) }),
            ("late message", { machine, _ in machine.received(ServerMachine.message(3), now: .start) }),
            ("skipped", { machine, _ in machine.receivedSkipped(now: .start) }),
            ("refused call", { machine, n in machine.received(ServerMachine.call(7 + 2 * n, flags: []), now: .start) }),
            (
                "oversized call",
                { machine, n in machine.receivedOversized(.call, stream: 7 + 2 * n, flags: [], now: .start) }
            ),
        ]
        for (name, event) in costly {
            var limits = WireLimits.defaults
            limits.controlFrameBurst = 4
            var machine = ServerMachine.make(.open, limits: limits)
            for count in 0..<4 {
                if case .closeFor = event(&machine, UInt32(count)) { Issue.record("\(name) \(count)") }
            }
            #expect(event(&machine, 4).name == "violation flood", "\(name)")
        }
    }

    @Test("P-32, P-55: ordinary calls cost no token")
    func callsAreFree() {
        var limits = WireLimits.defaults
        limits.controlFrameBurst = 1
        var machine = ServerMachine.make(.open, limits: limits)
        for count in 0..<1_000 as Range<UInt32> {
            #expect(machine.received(ServerMachine.call(7 + 2 * count), now: .start).name == "start")
            _ = machine.handlerEnded(stream: 7 + 2 * count)
        }
    }

    @Test("P-17: a skipped frame, by state", arguments: ServerMachine.State.allCases)
    func skipped(_ state: ServerMachine.State) {
        var machine = ServerMachine.make(state)
        #expect(machine.receivedSkipped(now: .start).name == (state == .awaitingHello ? Self.violation : "none"))
    }

    @Test("P-10: a failed handshake closes", arguments: [RefusalCause.timeout, .malformed])
    func handshakeFailed(_ cause: RefusalCause) {
        var machine = ServerMachine.make(.awaitingHello)
        #expect(machine.handshakeFailed(cause, "why") == ServerHello.Refusal(cause: cause, message: "why"))
        #expect(!machine.awaitsHello)
        #expect(machine.received(ServerMachine.call(1), now: .start) == .none)
    }

    @Test("P-21: the greatest stream id is taken, one past it is not")
    func greatestStream() {
        var machine = ServerMachine.make(.open)
        #expect(machine.received(ServerMachine.call(0x7FFF_FFFF), now: .start).name == "start")
        var other = ServerMachine.make(.open)
        #expect(other.received(ServerMachine.call(0x8000_0001), now: .start).name == Self.violation)
    }
}

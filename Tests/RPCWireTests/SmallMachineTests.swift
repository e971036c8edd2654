import RPCWire
import Testing

@Suite("Stream, keepalive, stall and token machines")
struct SmallMachineTests {
    enum Begin: CaseIterable, Sendable {
        case running, cancelled, overruled, ended
    }

    static func stream(_ begin: Begin) -> ServerStreamStateMachine {
        var machine = ServerStreamStateMachine(deadline: .after(seconds: 1), requestBytes: 3)
        switch begin {
        case .running: break
        case .cancelled: _ = machine.receivedCancel()
        case .overruled: _ = machine.overruled()
        case .ended: _ = machine.handlerEnded()
        }
        return machine
    }

    @Test("P-40, P-41, P-43: a server's stream, each event in each state", arguments: Begin.allCases)
    func serverStream(_ begin: Begin) {
        var cancelled = Self.stream(begin)
        var overruled = Self.stream(begin)
        var ended = Self.stream(begin)
        #expect(cancelled.isRunning == (begin == .running))
        #expect(cancelled.receivedCancel() == (begin == .running ? .cancelHandler : .ignore))
        #expect(overruled.overruled() == (begin == .running ? .cancelHandler : .ignore))
        switch begin {
        case .running: #expect(ended.handlerEnded() == .sendOutcome)
        case .cancelled: #expect(ended.handlerEnded() == .sendCancelled)
        case .overruled, .ended: #expect(ended.handlerEnded() == .nothing)
        }
        #expect(ended.handlerEnded() == .nothing)
    }

    @Test("P-44: a client's stream, each event in each state")
    func clientStream() {
        var waiting = ClientStreamStateMachine()
        #expect(waiting.isAwaited)
        #expect(waiting.receivedEnd() == .deliver)
        #expect(waiting.receivedEnd() == .ignore)
        #expect(waiting.abandoned() == .ignore)
        var abandoned = ClientStreamStateMachine()
        #expect(abandoned.abandoned() == .sendCancel)
        #expect(abandoned.abandoned() == .ignore)
        #expect(!abandoned.isAwaited)
        #expect(abandoned.receivedEnd() == .ignore)
    }

    @Test("P-49: a quiet peer is pinged after the interval and given up after the timeout")
    func keepalive() {
        var machine = KeepaliveStateMachine(interval: .seconds(15), timeout: .seconds(10), now: .start)
        #expect(machine.nextCheck == .after(seconds: 15))
        #expect(machine.timeChecked(now: .after(seconds: 14)) == .none)
        machine.heard(now: .after(seconds: 14))
        #expect(machine.timeChecked(now: .after(seconds: 15)) == .none)
        #expect(machine.timeChecked(now: .after(seconds: 29)) == .sendPing(1))
        #expect(machine.nextCheck == .after(seconds: 39))
        #expect(machine.timeChecked(now: .after(seconds: 38)) == .none)
        machine.heard(now: .after(seconds: 38))
        #expect(machine.timeChecked(now: .after(seconds: 53)) == .sendPing(2))
        guard case .close(let violation) = machine.timeChecked(now: .after(seconds: 63)) else {
            Issue.record("not given up")
            return
        }
        #expect(violation.code == .keepaliveTimeout)
        #expect(machine.nextCheck == nil)
        machine.heard(now: .after(seconds: 64))
        #expect(machine.timeChecked(now: .after(seconds: 900)) == .none)
    }

    @Test("P-49: an interval of zero pings nobody")
    func noKeepalive() {
        var machine = KeepaliveStateMachine(interval: .zero, timeout: .seconds(10), now: .start)
        #expect(machine.nextCheck == nil)
        #expect(machine.timeChecked(now: .after(seconds: 9_000)) == .none)
    }

    @Test("P-56: a frame that goes on is let be, one that does not has stalled")
    func stall() {
        var watch = StallWatch(timeout: .seconds(10), progressBytes: 1_024)
        #expect(watch.nextCheck == nil)
        watch.received(bytes: 10, isPending: true, completed: false, now: .start)
        #expect(watch.nextCheck == .after(seconds: 10))
        watch.received(bytes: 1_024, isPending: true, completed: false, now: .after(seconds: 9))
        #expect(watch.timeChecked(now: .after(seconds: 10)) == false)
        watch.received(bytes: 1_023, isPending: true, completed: false, now: .after(seconds: 19))
        #expect(watch.timeChecked(now: .after(seconds: 20)) == true)
    }

    @Test("P-56: what is complete, and what begins behind it, is not what has stalled")
    func stallStartsAnew() {
        var watch = StallWatch(timeout: .seconds(10), progressBytes: 1_024)
        watch.received(bytes: 10, isPending: true, completed: false, now: .start)
        watch.received(bytes: 10, isPending: true, completed: true, now: .after(seconds: 9))
        #expect(watch.timeChecked(now: .after(seconds: 10)) == false)
        #expect(watch.nextCheck == .after(seconds: 19))
        watch.received(bytes: 10, isPending: false, completed: true, now: .after(seconds: 12))
        #expect(watch.nextCheck == nil)
        #expect(watch.timeChecked(now: .after(seconds: 100)) == false)
    }

    @Test("P-55: tokens are spent at once and come back with time, never more than the burst")
    func tokens() {
        var bucket = TokenBucket(burst: 3, perSecond: 2, now: .start)
        for _ in 0..<3 { #expect(bucket.take(now: .start) == true) }
        #expect(bucket.take(now: .start) == false)
        #expect(bucket.take(now: .after(seconds: 0.4)) == false)
        #expect(bucket.take(now: .after(seconds: 0.5)) == true)
        #expect(bucket.take(now: .after(seconds: 0.5)) == false)
        for _ in 0..<3 { #expect(bucket.take(now: .after(seconds: 1_000)) == true) }
        #expect(bucket.take(now: .after(seconds: 1_000)) == false)
    }

    @Test("P-55: a steady rate below the refill never runs out")
    func steady() {
        var bucket = TokenBucket(burst: 2, perSecond: 100, now: .start)
        for count in 1...5_000 {
            #expect(bucket.take(now: .after(seconds: Double(count) * 0.0101)) == true)
        }
    }
}

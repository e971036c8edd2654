import NIOCore
import RPCCore
import RPCWire
import Testing

@Suite("Flow control")
struct FlowTests {
    static func filled(_ count: Int, _ byte: UInt8 = 1) -> ByteBuffer {
        ByteBuffer(repeating: byte, count: count)
    }

    // MARK: Windows

    @Test("P-73, P-74: a window takes what it granted, and grants again in halves")
    func receiveWindow() {
        var window = ReceiveWindow(size: 100)
        #expect(window.received(100) == true)
        #expect(window.received(1) == false)
        #expect(window.taken(49) == nil)
        #expect(window.taken(1) == 50)
        #expect(window.credit == 50)
        #expect(window.taken(0) == nil)
        #expect(window.received(51) == false)
        #expect(window.received(50) == true)
    }

    // MARK: Inbox

    @Test("P-64: parts make messages, in order")
    func assembly() {
        var inbox = StreamInbox(window: 1_000, messageLimit: 1_000)
        #expect(inbox.received(Self.filled(3, 1), cost: 19, completesMessage: false) == .held)
        #expect(inbox.isInsideMessage)
        #expect(inbox.received(Self.filled(2, 2), cost: 18, completesMessage: true) == .complete)
        #expect(inbox.received(ByteBuffer(), cost: 16, completesMessage: true) == .complete)
        #expect(inbox.heldBytes == 5)
        #expect(inbox.take() == .message(ByteBuffer(bytes: [1, 1, 1, 2, 2])))
        #expect(inbox.take() == .message(ByteBuffer()))
        #expect(inbox.heldBytes == 0)
        #expect(inbox.take() == .waiting)
        inbox.end()
        #expect(inbox.take() == .ended)
    }

    @Test("P-73: more than the credit is not taken, by a byte")
    func beyondCredit() {
        var inbox = StreamInbox(window: 100, messageLimit: 1_000)
        #expect(inbox.received(Self.filled(84), cost: 100, completesMessage: true) == .complete)
        #expect(inbox.received(ByteBuffer(), cost: 1, completesMessage: true) == .beyondCredit)
    }

    @Test("P-74: what nobody takes gives no credit back, what is taken does")
    func creditFollowsTaking() {
        var inbox = StreamInbox(window: 100, messageLimit: 1_000)
        for _ in 0..<4 { #expect(inbox.received(Self.filled(9), cost: 25, completesMessage: true) == .complete) }
        #expect(inbox.takeGrant() == nil)
        _ = inbox.take()
        #expect(inbox.takeGrant() == nil)
        _ = inbox.take()
        #expect(inbox.takeGrant() == 50)
        #expect(inbox.takeGrant() == nil)
        #expect(inbox.credit == 50)
    }

    @Test("P-74: a message longer than the window completes once it is waited for, and not before")
    func longerThanWindow() {
        var inbox = StreamInbox(window: 100, messageLimit: 1_000)
        #expect(inbox.received(Self.filled(84), cost: 100, completesMessage: false) == .held)
        #expect(inbox.takeGrant() == nil)
        #expect(inbox.take() == .waiting)
        #expect(inbox.takeGrant() == 100)
        for _ in 0..<5 {
            #expect(inbox.received(Self.filled(84), cost: 100, completesMessage: false) == .held)
            #expect(inbox.takeGrant() == 100)
        }
        #expect(inbox.received(Self.filled(4), cost: 20, completesMessage: true) == .complete)
        guard case .message(let bytes) = inbox.take() else { return _ = Issue.record("no message") }
        #expect(bytes.readableBytes == 6 * 84 + 4)
    }

    @Test("P-66: a message at the limit is taken, a byte more is not, in one part or many", arguments: [1, 7, 1_000])
    func messageLimit(parts: Int) {
        for (length, outcome) in [(1_000, StreamInbox.Arrival.complete), (1_001, .tooLong)] {
            var inbox = StreamInbox(window: 100_000, messageLimit: 1_000)
            var left = length
            var last = StreamInbox.Arrival.held
            while left > 0, last == .held {
                let count = min(left, 1_000 / parts + 1)
                left -= count
                last = inbox.received(Self.filled(count), cost: count + 16, completesMessage: left == 0)
            }
            #expect(last == outcome)
            if outcome == .tooLong { #expect(inbox.heldBytes == 0) }
        }
    }

    @Test("P-69: a stream that nobody takes counts what comes, and holds nothing")
    func discarding() {
        var inbox = StreamInbox(window: 100, messageLimit: 1_000)
        #expect(inbox.received(Self.filled(34), cost: 50, completesMessage: true) == .complete)
        inbox.discard()
        #expect(inbox.heldBytes == 0)
        #expect(inbox.take() == .ended)
        #expect(inbox.received(Self.filled(34), cost: 50, completesMessage: true) == .held)
        #expect(inbox.takeGrant() == nil, "a peer whose messages are dropped gets no further credit")
        inbox.end()
        #expect(inbox.hasEnded)
    }

    // MARK: Scheduler

    static func scheduler(connection: Int = 1 << 20, stream: Int = 1 << 20) -> SendScheduler {
        SendScheduler(connectionCredit: connection, streamCredit: stream)
    }

    @Test("P-65: streams take turns of one chunk")
    func turns() {
        var scheduler = Self.scheduler()
        let chunk = WireConstants.chunkBytes
        scheduler.enqueue(stream: 1, Self.filled(3 * chunk), as: .message, now: .start)
        scheduler.enqueue(stream: 3, Self.filled(chunk + 1), as: .lastRequest, now: .start)
        scheduler.enqueue(stream: 5, Self.filled(1), as: .message, now: .start)
        var order: [UInt32] = []
        var completed: [UInt32: OutboundMessage] = [:]
        while let next = scheduler.nextChunk(now: .start) {
            order.append(next.stream)
            if let kind = next.completes { completed[next.stream] = kind }
        }
        #expect(order == [1, 3, 5, 1, 3, 1])
        #expect(completed == [1: .message, 3: .lastRequest, 5: .message])
        #expect(!scheduler.canSend)
    }

    @Test("P-71, P-73: a stream without credit waits, and holds up nobody")
    func streamCredit() {
        var scheduler = Self.scheduler(stream: 5_000)
        scheduler.enqueue(stream: 1, Self.filled(9_000), as: .message, now: .start)
        scheduler.enqueue(stream: 3, Self.filled(100), as: .message, now: .start)
        #expect(scheduler.nextChunk(now: .start)?.bytes.readableBytes == 5_000 - 16)
        #expect(scheduler.nextChunk(now: .start)?.stream == 3)
        #expect(scheduler.nextChunk(now: .start) == nil)
        #expect(!scheduler.canSend)
        #expect(scheduler.granted(100, stream: 1) == true)
        #expect(scheduler.nextChunk(now: .start) == nil, "no part is smaller than it must be")
        #expect(scheduler.granted(10_000, stream: 1) == true)
        let rest = scheduler.nextChunk(now: .start)
        #expect(rest?.bytes.readableBytes == 9_000 - (5_000 - 16))
        #expect(rest?.completes == .message)
    }

    @Test("P-71: without credit of the connection nothing goes but the last part of an answer")
    func connectionCredit() {
        var scheduler = Self.scheduler(connection: 4_096)
        scheduler.enqueue(stream: 1, Self.filled(4_080), as: .message, now: .start)
        #expect(scheduler.nextChunk(now: .start)?.completes == .message)
        scheduler.enqueue(stream: 3, Self.filled(10), as: .answer, now: .start)
        #expect(scheduler.nextChunk(now: .start)?.completes == .answer)
        scheduler.enqueue(stream: 5, Self.filled(10), as: .message, now: .start)
        #expect(scheduler.nextChunk(now: .start) == nil)
        #expect(!scheduler.canSend)
        #expect(scheduler.granted(26) == true)
        #expect(scheduler.canSend)
        #expect(scheduler.nextChunk(now: .start)?.stream == 5)
    }

    @Test("P-71: what is written at once takes credit alike, and waits behind what waits")
    func writtenAtOnce() {
        var scheduler = Self.scheduler(stream: 1_000)
        #expect(scheduler.takeCredit(stream: 1, count: 984) == true)
        #expect(scheduler.takeCredit(stream: 1, count: 0) == false)
        #expect(scheduler.takeCredit(stream: 3, count: 0) == true)
        scheduler.enqueue(stream: 5, Self.filled(10), as: .message, now: .start)
        #expect(scheduler.takeCredit(stream: 7, count: 1) == false, "stream 5 was first")
        #expect(!Self.scheduler().takesAtOnce(WireConstants.chunkBytes + 1))
        #expect(Self.scheduler().takesAtOnce(WireConstants.chunkBytes))
    }

    @Test("P-47: credit up to the largest window, and not past it")
    func creditOverflow() {
        var scheduler = Self.scheduler(connection: 4_096, stream: 4_096)
        let most = WireConstants.creditMaximum - 4_096
        #expect(scheduler.granted(most) == true)
        #expect(scheduler.granted(1) == false)
        #expect(scheduler.granted(most, stream: 1) == true)
        #expect(scheduler.granted(1, stream: 1) == false)
    }

    @Test("P-76: what waits for credit too long is found")
    func stalls() {
        var scheduler = Self.scheduler(stream: 4_096)
        scheduler.enqueue(stream: 1, Self.filled(8_000), as: .message, now: .start)
        _ = scheduler.nextChunk(now: .after(seconds: 10))
        #expect(scheduler.oldestMove == .after(seconds: 10))
        #expect(scheduler.stalled(for: .seconds(30), now: .after(seconds: 39)) == [])
        #expect(scheduler.stalled(for: .seconds(30), now: .after(seconds: 40)) == [1])
        scheduler.closed(stream: 1)
        #expect(scheduler.oldestMove == nil)
    }
}

extension SendScheduler {
    fileprivate func takesAtOnce(_ count: Int) -> Bool {
        var copy = self
        return copy.takeCredit(stream: 1, count: count)
    }
}

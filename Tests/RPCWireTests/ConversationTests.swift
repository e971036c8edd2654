import NIOCore
import RPCCore
import RPCWire
import Testing

@Suite("Both machines in conversation")
struct ConversationTests {
    /// Small windows, so that credit is what everything waits for.
    static var limits: WireLimits {
        var limits = WireLimits.defaults
        limits.streamWindowBytes = 8_192
        limits.connectionWindowBytes = 16_384
        limits.messageBytes = 200_000
        limits.concurrentCalls = 6
        return limits
    }

    @Test(
        "P-64, P-65, P-69, P-71, P-73, P-74: any program of both sides delivers every message once, in order, unchanged",
        arguments: RandomProgramTests.seeds)
    func programs(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var conversation = Conversation(limits: Self.limits)
        for step in 0..<600 {
            Self.act(&conversation, step, using: &random)
            #expect(conversation.violations.isEmpty, "seed \(seed), step \(step)")
            guard conversation.violations.isEmpty else { return }
        }
        Self.finish(&conversation)
        #expect(conversation.violations.isEmpty, "seed \(seed)")
        for (stream, exchange) in conversation.exchanges {
            let comment: Comment = "seed \(seed), stream \(stream)"
            #expect(exchange.requestsSent.starts(with: exchange.requestsTaken), comment)
            #expect(exchange.answersSent.starts(with: exchange.answersTaken), comment)
            if case .success = exchange.end { #expect(exchange.answersTaken == exchange.answersSent, comment) }
            if exchange.serverSawEnd, !exchange.cancelled {
                #expect(exchange.requestEnded && exchange.requestsTaken == exchange.requestsSent, comment)
            }
            #expect(exchange.end != nil, comment)
        }
        #expect(conversation.server.callCount == 0 && conversation.client.callCount == 0, "seed \(seed)")
    }

    private static func act(
        _ conversation: inout Conversation, _ step: Int, using random: inout SeededGenerator
    ) {
        let streams = conversation.exchanges.keys.sorted()
        let stream = streams.randomElement(using: &random) ?? 1
        let length = [0, 1, 100, 1_000, 20_000, 90_000].randomElement(using: &random) ?? 0
        let message = ByteBuffer(repeating: UInt8(truncatingIfNeeded: step), count: length)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<8: _ = conversation.open()
        case 8..<25: conversation.writeRequest(stream, message)
        case 25..<29: conversation.endRequest(stream)
        case 29..<31: conversation.cancel(stream)
        case 31..<45: conversation.takeRequest(stream)
        case 45..<60: conversation.writeAnswer(stream, message)
        case 60..<74: conversation.takeAnswer(stream)
        case 74..<77: conversation.endHandler(stream)
        case 77..<79: conversation.endHandler(stream, with: RPCError(.notFound, message: "gone"))
        default: conversation.deliver(Int.random(in: 1...40_000, using: &random))
        }
    }

    /// Lets every call come to its end.
    private static func finish(_ conversation: inout Conversation) {
        for _ in 0..<200 {
            for stream in conversation.exchanges.keys.sorted() {
                conversation.endRequest(stream)
                conversation.takeRequest(stream)
                conversation.takeAnswer(stream)
            }
            conversation.deliverAll()
        }
        for stream in conversation.handlers.sorted() { conversation.endHandler(stream) }
        conversation.deliverAll()
    }

    @Test("P-74: a reader that stops costs its window and holds up no other stream")
    func stoppedReader() {
        var conversation = Conversation(limits: Self.limits)
        guard let stopped = conversation.open(), let read = conversation.open() else {
            Issue.record("no stream")
            return
        }
        conversation.deliverAll()
        for _ in 0..<500 {
            conversation.writeAnswer(stopped, ByteBuffer(repeating: 1, count: 500))
            conversation.writeAnswer(read, ByteBuffer(repeating: 2, count: 500))
            conversation.deliverAll()
            conversation.takeAnswer(read)
            conversation.deliverAll()
        }
        #expect(conversation.violations.isEmpty)
        #expect(conversation.exchanges[read]?.answersTaken.count ?? 0 >= 499)
        // 8,192 bytes of credit carry 15 frames of 516 bytes; one more message waits at the server.
        #expect(conversation.exchanges[stopped]?.answersSent.count == 16)
        #expect(conversation.client.heldBytes == 15 * 500)
    }
}

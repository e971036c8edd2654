import NIOCore
import RPCCore
import RPCWire

/// Both machines of one connection with nothing but memory between them: what a transport does, without its sockets.
struct Conversation {
    /// What a stream's two ends have written and read, by the messages' lengths and fill.
    struct Exchange {
        var requestsSent: [ByteBuffer] = []
        var requestsTaken: [ByteBuffer] = []
        var answersSent: [ByteBuffer] = []
        var answersTaken: [ByteBuffer] = []
        var requestEnded = false
        var serverSawEnd = false
        /// How the call ended for its client.
        var end: Result<Void, RPCError>?
        var cancelled = false
    }

    private(set) var client: ClientConnectionStateMachine
    private(set) var server: ServerConnectionStateMachine
    private(set) var exchanges: [UInt32: Exchange] = [:]
    /// Calls whose handlers have not ended.
    private(set) var handlers: Set<UInt32> = []
    private(set) var violations: [WireViolation] = []
    private var toServer = ByteBuffer()
    private var toClient = ByteBuffer()
    private var serverDecoder: FrameDecoder
    private var clientDecoder: FrameDecoder
    private let writer = FrameWriter(writesChecksums: true)
    private var now = ContinuousClock.Instant.start

    init(limits: WireLimits) {
        client = ClientConnectionStateMachine(limits: limits, now: .start)
        server = ServerConnectionStateMachine(limits: limits, now: .start)
        serverDecoder = FrameDecoder(expecting: .clientHello, messageLimit: limits.messageBytes)
        clientDecoder = FrameDecoder(expecting: .serverHello, messageLimit: limits.messageBytes)
        client.hello(software: "test").write(into: &toServer)
        deliverAll()
    }

    // MARK: What a program does

    mutating func open() -> UInt32? {
        guard case .open(let stream) = client.callBegan(isStreaming: true) else { return nil }
        let frame = writer.begin(.call, stream: stream, in: &toServer)
        try? CallHead(method: "s/m").write(into: &toServer, metadataLimit: 0)
        writer.finish(frame, flags: [], in: &toServer)
        exchanges[stream] = Exchange()
        return stream
    }

    mutating func writeRequest(_ stream: UInt32, _ message: ByteBuffer) {
        guard let exchange = exchanges[stream], exchange.end == nil, !exchange.requestEnded,
            !client.hasQueuedMessage(stream: stream)
        else { return }
        exchanges[stream]?.requestsSent.append(message)
        if client.takeCredit(stream: stream, count: message.readableBytes) {
            Self.write(message, stream, [.hasMessage], writer, into: &toServer)
        } else {
            client.enqueue(stream: stream, message, as: .message, now: now)
        }
    }

    mutating func endRequest(_ stream: UInt32) {
        guard let exchange = exchanges[stream], exchange.end == nil, !exchange.requestEnded else { return }
        exchanges[stream]?.requestEnded = true
        if client.endRequest(stream: stream) {
            Self.write(ByteBuffer(), stream, [.endOfRequest], writer, into: &toServer)
        }
    }

    mutating func cancel(_ stream: UInt32) {
        guard exchanges[stream]?.end == nil, client.callAbandoned(stream: stream) == .sendCancel else { return }
        writer.writeCancel(stream: stream, cause: .cancelled, into: &toServer)
        exchanges[stream]?.cancelled = true
        exchanges[stream]?.end = .failure(.init(.cancelled, message: ""))
    }

    mutating func takeAnswer(_ stream: UInt32) {
        guard exchanges[stream]?.end == nil else { return }
        if case .message(let bytes) = client.takeMessage(stream: stream) {
            exchanges[stream]?.answersTaken.append(bytes)
        }
    }

    mutating func takeRequest(_ stream: UInt32) {
        guard handlers.contains(stream) else { return }
        switch server.takeMessage(stream: stream) {
        case .message(let bytes): exchanges[stream]?.requestsTaken.append(bytes)
        case .ended: exchanges[stream]?.serverSawEnd = true
        case .waiting: break
        }
    }

    mutating func writeAnswer(_ stream: UInt32, _ message: ByteBuffer) {
        guard handlers.contains(stream), server.isRunning(stream: stream), !server.hasQueuedMessage(stream: stream)
        else { return }
        exchanges[stream]?.answersSent.append(message)
        if server.takeCredit(stream: stream, count: message.readableBytes) {
            Self.write(message, stream, [.hasMessage], writer, into: &toClient)
        } else {
            server.enqueue(stream: stream, message, as: .message, now: now)
        }
    }

    mutating func endHandler(_ stream: UInt32, with error: RPCError? = nil) {
        guard handlers.contains(stream), !server.hasQueuedMessage(stream: stream) || error != nil else { return }
        handlers.remove(stream)
        switch server.handlerEnded(stream: stream).reply {
        case .sendOutcome: writeEnd(stream, error)
        case .sendCancelled: writeEnd(stream, RPCError(.cancelled, message: ""))
        case .nothing: break
        }
    }

    private mutating func writeEnd(_ stream: UInt32, _ error: RPCError?) {
        let frame = writer.begin(.end, stream: stream, in: &toClient)
        if let error {
            CallStatus.write(error, into: &toClient)
        } else {
            CallStatus.writeSuccess(into: &toClient)
        }
        writer.finish(frame, flags: [], in: &toClient)
    }

    private static func write(
        _ message: ByteBuffer, _ stream: UInt32, _ flags: FrameFlags, _ writer: FrameWriter,
        into buffer: inout ByteBuffer
    ) {
        let frame = writer.begin(.message, stream: stream, in: &buffer)
        buffer.writeImmutableBuffer(message)
        writer.finish(frame, flags: flags, in: &buffer)
    }

    // MARK: What the wire does

    /// Moves at most `count` bytes each way, and whatever that brings about.
    mutating func deliver(_ count: Int = .max) {
        now = now.advanced(by: .milliseconds(1))
        sendQueued()
        if let part = toServer.readSlice(length: min(count, toServer.readableBytes)) { serverReads(part) }
        if let part = toClient.readSlice(length: min(count, toClient.readableBytes)) { clientReads(part) }
    }

    mutating func deliverAll() {
        repeat { deliver() } while toServer.readableBytes + toClient.readableBytes > 0 && violations.isEmpty
    }

    private mutating func sendQueued() {
        while let chunk = client.nextChunk(now: now) {
            let last: FrameFlags = chunk.completes == .lastRequest ? [.hasMessage, .endOfRequest] : [.hasMessage]
            let flags: FrameFlags = chunk.completes == nil ? [.hasMessage, .more] : last
            Self.write(chunk.bytes, chunk.stream, flags, writer, into: &toServer)
        }
        while let chunk = server.nextChunk(now: now) {
            let flags: FrameFlags = chunk.completes == nil ? [.hasMessage, .more] : [.hasMessage]
            Self.write(chunk.bytes, chunk.stream, flags, writer, into: &toClient)
        }
        for grant in client.takeGrants() {
            writer.writeCredit(stream: grant.stream, bytes: grant.bytes, into: &toServer)
        }
        for grant in server.takeGrants() {
            writer.writeCredit(stream: grant.stream, bytes: grant.bytes, into: &toClient)
        }
    }

    private mutating func serverReads(_ part: ByteBuffer) {
        let (events, violation) = decodeAll(part, &serverDecoder)
        if let violation { violations.append(violation) }
        for event in events {
            switch event {
            case .clientHello(let hello):
                guard case .accept(let acceptance) = server.received(hello) else { continue }
                ServerHello.accepted(acceptance).write(into: &toClient)
            case .frame(let frame): serverDoes(server.received(frame, now: now))
            case .serverHello, .foreign, .oversized, .skipped: break
            }
        }
    }

    private mutating func serverDoes(_ action: ServerFrameAction) {
        switch action {
        case .startStream(let stream, _, _):
            _ = server.streamingCallBegan(stream: stream, request: nil, timeoutMilliseconds: 0, now: now)
            handlers.insert(stream)
        case .refuseCall(let stream, let error): writeEnd(stream, error)
        case .overruleCall(let stream, let error): writeEnd(stream, error)
        case .closeFor(let violation): violations.append(violation)
        case .none, .startCall, .wakeReader, .sendMore, .cancelHandler, .sendPong, .sendFinalGoAway,
            .sendFinalGoAwayAndClose, .close:
            break
        }
    }

    private mutating func clientReads(_ part: ByteBuffer) {
        let (events, violation) = decodeAll(part, &clientDecoder)
        if let violation { violations.append(violation) }
        for event in events {
            switch event {
            case .serverHello(let hello): _ = client.received(hello)
            case .frame(let frame): clientDoes(client.received(frame, now: now))
            case .clientHello, .foreign, .oversized, .skipped: break
            }
        }
    }

    private mutating func clientDoes(_ action: ClientFrameAction) {
        switch action {
        case .streamEnded(let stream, let rest, let error):
            exchanges[stream]?.answersTaken += rest
            exchanges[stream]?.end = error.map { .failure($0) } ?? .success(())
        case .closeFor(let violation): violations.append(violation)
        case .none, .answered, .failed, .wakeReader, .abandonCall, .sendMore, .placeFreed, .sendPong, .leave: break
        }
    }
}

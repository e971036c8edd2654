internal import NIOCore
internal import RPCCore
internal import RPCWire

extension ServerConnection {
    /// What became of a message that a handler writes.
    enum Sending {
        case sent
        /// There is no credit for it now, or others wait too: it is to be queued.
        case waits(ByteBuffer)
    }

    /// Takes the next message of a request; the credit for it goes back with the next flush.
    func takeMessage(stream: UInt32) -> StreamInbox.Take {
        let take = machine.takeMessage(stream: stream)
        writeGrants()
        return take
    }

    /// Writes the credit that is due.
    func writeGrants() {
        for grant in machine.takeGrants() {
            writer.writeCredit(stream: grant.stream, bytes: grant.bytes, into: &outbound)
            scheduleFlush()
        }
    }

    /// Writes a message straight into the outbound buffer where credit and the socket allow it.
    func send(_ message: any RPCMessage, stream: UInt32) throws(RPCError) -> Sending {
        let hasRoom = outbound.readableBytes <= Self.flushBytes && context?.channel.isWritable == true
        let frame = writer.begin(.message, stream: stream, in: &outbound)
        let start = outbound.writerIndex
        do throws(RPCError) {
            try message.encode(into: &outbound)
            try checkLength(ofAnswer: outbound.writerIndex - start)
        } catch {
            writer.abandon(frame, in: &outbound)
            throw error
        }
        let count = outbound.writerIndex - start
        guard hasRoom, machine.takeCredit(stream: stream, count: count) else {
            let bytes = outbound.getSlice(at: start, length: count) ?? ByteBuffer()
            // A copy: the buffer that it was encoded in goes on to be written to.
            let copy = ByteBuffer(buffer: bytes)
            writer.abandon(frame, in: &outbound)
            return .waits(copy)
        }
        writer.finish(frame, flags: .hasMessage, in: &outbound)
        if outbound.readableBytes > Self.flushBytes {
            flush()
        } else {
            scheduleFlush()
        }
        return .sent
    }

    func checkLength(ofAnswer bytes: Int) throws(RPCError) {
        guard bytes > clientMessageBytes else { return }
        throw RPCError(
            .resourceExhausted,
            message: "the answer has \(bytes) bytes, and the client takes no more than \(clientMessageBytes)",
            processed: .yes)
    }

    func hasQueuedMessage(stream: UInt32) -> Bool {
        machine.hasQueuedMessage(stream: stream)
    }

    /// Queues a message of a streaming call; the stream hears when its last part is written.
    func queue(_ bytes: ByteBuffer, stream: UInt32) {
        queue(bytes, stream: stream, as: .message)
    }

    private func queue(_ bytes: ByteBuffer, stream: UInt32, as kind: OutboundMessage) {
        now = .now
        machine.enqueue(stream: stream, bytes, as: kind, now: now)
        arm(by: now.advanced(by: limits.stalledStreamTimeout))
        sendQueued()
    }

    /// A long unary answer goes out in parts, so that others can go between; its END carries the last one.
    func queueAnswer(_ bytes: ByteBuffer, stream: UInt32) {
        answering.insert(stream)
        queue(bytes, stream: stream, as: .answer)
    }

    /// Writes what has credit, in turns, as far as the socket takes it, and sends it.
    func sendQueued() {
        writeQueued()
        if outbound.readableBytes > 0 { scheduleFlush() }
    }

    /// Writes what has credit, in turns, as far as the socket takes it.
    func writeQueued() {
        while machine.canSend, outbound.readableBytes <= Self.flushBytes, context?.channel.isWritable == true,
            let chunk = machine.nextChunk(now: now)
        {
            write(chunk)
        }
    }

    private func write(_ chunk: OutboundChunk) {
        var bytes = chunk.bytes
        if chunk.completes == .answer {
            let frame = writer.begin(.end, stream: chunk.stream, in: &outbound)
            CallStatus.writeSuccess(into: &outbound)
            outbound.writeBuffer(&bytes)
            writer.finish(frame, flags: .hasMessage, in: &outbound)
            answered(chunk.stream)
            return
        }
        let frame = writer.begin(.message, stream: chunk.stream, in: &outbound)
        outbound.writeBuffer(&bytes)
        writer.finish(frame, flags: chunk.completes == nil ? .part : .hasMessage, in: &outbound)
        if chunk.completes != nil { streams[chunk.stream]?.wrote() }
    }

    /// Calls whose client takes no answers are ended.
    func endStalledSends() {
        for stream in machine.sendStalls(now: now) {
            let error = RPCError(
                .resourceExhausted,
                message: "no credit for the answers came for \(limits.stalledStreamTimeout.components.seconds) s",
                processed: .maybe)
            overrule(stream: stream, error)
        }
    }

    /// Answers a call at once and tells its handler to stop.
    func overrule(stream: UInt32, _ error: RPCError) {
        writeEnd(stream: stream, error: error)
        stop(stream: stream, error)
        scheduleFlush()
    }

    /// Tells a handler to stop; the call has ended for it.
    func stop(stream: UInt32, _ error: RPCError) {
        streams[stream]?.fail(error)
        tasks[stream]?.cancel()
        if answering.contains(stream) { answerDropped(stream) }
    }
}

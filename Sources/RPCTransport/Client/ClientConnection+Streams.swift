internal import NIOCore
internal import RPCCore
internal import RPCWire
internal import Synchronization

extension ClientConnection {
    /// What whoever reads a stream finds.
    enum Reading {
        case now(Result<ByteBuffer?, RPCError>)
        case later(ClientCallStream.Reading)
    }

    // MARK: Reading

    func takeMessage(stream: UInt32) -> Reading {
        let (reading, effects) = state.withLock { state -> (Reading, Effects) in
            var effects = Effects()
            if let result = take(stream, in: &state, effects: &effects) { return (.now(result), effects) }
            let reading = ClientCallStream.Reading()
            state.streams[stream]?.reading = reading
            return (.later(reading), effects)
        }
        perform(effects)
        return reading
    }

    /// The next message or the end; nil where it is still to come.
    private func take(
        _ stream: UInt32, in state: inout State, effects: inout Effects
    ) -> Result<ByteBuffer?, RPCError>? {
        guard let index = state.streams.index(forKey: stream) else { return .success(nil) }
        if let message = state.streams.values[index].rest.popLast() { return .success(message) }
        if let end = state.streams.values[index].end { return end.map { nil } }
        switch state.machine.takeMessage(stream: stream) {
        case .message(let bytes):
            writeGrants(in: &state, effects: &effects)
            return .success(bytes)
        case .waiting:
            writeGrants(in: &state, effects: &effects)
            return nil
        case .ended: return nil
        }
    }

    /// A message is complete.
    func wakeReader(_ stream: UInt32, in state: inout State, effects: inout Effects) {
        guard let reading = state.streams[stream]?.reading,
            let result = take(stream, in: &state, effects: &effects)
        else { return }
        state.streams[stream]?.reading = nil
        effects.read.append((reading, result))
    }

    func writeGrants(in state: inout State, effects: inout Effects) {
        let grants = state.machine.takeGrants()
        guard !grants.isEmpty else { return }
        for grant in grants {
            state.writer.writeCredit(stream: grant.stream, bytes: grant.bytes, into: &state.outbound)
        }
        wake(in: &state, effects: &effects)
    }

    // MARK: Writing

    /// Past this many unsent bytes messages are queued rather than written at once.
    private static let outboundBytesMaximum = 256 << 10

    /// Sends a request; what to wait for where it has to be queued.
    func send(_ message: any RPCMessage, stream: UInt32) throws(RPCError) -> ClientCallStream.Writing? {
        let (result, effects) = state.withLock { state -> (Result<ClientCallStream.Writing?, RPCError>, Effects) in
            var effects = Effects()
            let result = send(message, stream, in: &state, effects: &effects)
            return (result, effects)
        }
        perform(effects)
        return try result.get()
    }

    private func send(
        _ message: any RPCMessage, _ stream: UInt32, in state: inout State, effects: inout Effects
    ) -> Result<ClientCallStream.Writing?, RPCError> {
        if let error = Self.refusal(to: state.streams[stream]) { return .failure(error) }
        let isRoomy = state.outbound.readableBytes <= Self.outboundBytesMaximum
        let frame = state.writer.begin(.message, stream: stream, in: &state.outbound)
        let start = state.outbound.writerIndex
        let count: Int
        do throws(RPCError) {
            try message.encode(into: &state.outbound)
            count = state.outbound.writerIndex - start
            try checkLength(ofRequest: count, in: state)
        } catch {
            state.writer.abandon(frame, in: &state.outbound)
            return .failure(error)
        }
        if isRoomy, state.machine.takeCredit(stream: stream, count: count) {
            state.writer.finish(frame, flags: .hasMessage, in: &state.outbound)
            wake(in: &state, effects: &effects)
            return .success(nil)
        }
        // A copy: the buffer that it was encoded in goes on to be written to.
        let copy = state.outbound.getSlice(at: start, length: count).map { ByteBuffer(buffer: $0) } ?? ByteBuffer()
        state.writer.abandon(frame, in: &state.outbound)
        state.machine.enqueue(stream: stream, copy, as: .message, now: .now)
        let writing = ClientCallStream.Writing()
        state.streams[stream]?.writing = writing
        wake(in: &state, effects: &effects)
        return .success(writing)
    }

    private static func refusal(to stream: ClientCallStream.State?) -> RPCError? {
        switch stream?.end {
        case .failure(let error): return error
        case .success: return RPCError(.cancelled, message: "the server has ended the call", processed: .yes)
        case nil: break
        }
        guard let stream, !stream.isRequestEnded else {
            return RPCError(.failedPrecondition, message: "the request has ended already", processed: .maybe)
        }
        return stream.writing == nil
            ? nil : RPCError(.failedPrecondition, message: "another message is being written", processed: .maybe)
    }

    func checkLength(ofRequest bytes: Int, in state: borrowing State) throws(RPCError) {
        guard let limit = state.machine.serverMessageBytes, bytes > limit else { return }
        throw RPCError(
            .resourceExhausted,
            message: "the request has \(bytes) bytes, and the server takes no more than \(limit)", processed: .no)
    }

    func endRequest(stream: UInt32) {
        let effects = state.withLock { state -> Effects in
            var effects = Effects()
            guard let index = state.streams.index(forKey: stream), !state.streams.values[index].isRequestEnded,
                state.streams.values[index].end == nil
            else { return effects }
            state.streams.values[index].isRequestEnded = true
            if state.machine.endRequest(stream: stream) {
                let frame = state.writer.begin(.message, stream: stream, in: &state.outbound)
                state.writer.finish(frame, flags: .endOfRequest, in: &state.outbound)
            }
            wake(in: &state, effects: &effects)
            return effects
        }
        perform(effects)
    }

    /// Writes what has credit, in turns, into what is about to be sent.
    func writeChunks(into buffer: inout ByteBuffer, in state: inout State, effects: inout Effects) {
        while state.machine.canSend, buffer.readableBytes <= Self.outboundBytesMaximum,
            let chunk = state.machine.nextChunk(now: .now)
        {
            var flags: FrameFlags = [.hasMessage]
            switch chunk.completes {
            case nil: flags.insert(.more)
            case .lastRequest: flags.insert(.endOfRequest)
            case .message, .answer: break
            }
            var bytes = chunk.bytes
            let frame = state.writer.begin(.message, stream: chunk.stream, in: &buffer)
            buffer.writeBuffer(&bytes)
            state.writer.finish(frame, flags: flags, in: &buffer)
            if chunk.completes != nil, let writing = state.streams[chunk.stream]?.writing {
                state.streams[chunk.stream]?.writing = nil
                effects.written.append((writing, .success(())))
            }
        }
    }

    // MARK: Ends

    func cancelStream(_ stream: UInt32) {
        let effects = state.withLock { state -> Effects in
            var effects = Effects()
            abandon(stream, cause: .cancelled, with: .cancelled(.maybe), in: &state, effects: &effects)
            return effects
        }
        perform(effects)
    }

    /// Nobody holds the stream any more.
    func dropStream(_ stream: UInt32) {
        let effects = state.withLock { state -> Effects in
            var effects = Effects()
            abandon(stream, cause: .cancelled, with: .cancelled(.maybe), in: &state, effects: &effects)
            state.streams[stream] = nil
            return effects
        }
        perform(effects)
    }

    /// The call has ended: whoever waits hears of it, what had come before is delivered first.
    func endStream(
        _ stream: UInt32, rest: [ByteBuffer], _ end: Result<Void, RPCError>, in state: inout State,
        effects: inout Effects
    ) {
        guard var kept = state.streams[stream], kept.end == nil else { return }
        kept.rest = rest.reversed()
        kept.end = end
        if let writing = kept.writing {
            let error = Self.refusal(to: kept) ?? .cancelled(.maybe)
            effects.written.append((writing, .failure(error)))
            kept.writing = nil
        }
        if let reading = kept.reading {
            let result: Result<ByteBuffer?, RPCError>
            if let message = kept.rest.popLast() {
                result = .success(message)
            } else {
                result = end.map { nil }
            }
            effects.read.append((reading, result))
            kept.reading = nil
        }
        state.streams[stream] = kept
    }
}

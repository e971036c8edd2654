internal import NIOCore
internal import RPCCore
internal import RPCWire
internal import Synchronization

extension ClientConnection {
    /// Sends the call, or lets it wait for a place; `continuation` is resumed once, whatever becomes of it.
    func begin(
        _ request: CallRequest, ticket: CallTicket, continuation: CheckedContinuation<AttemptOutcome, Never>
    ) {
        let effects = state.withLock { state -> Effects in
            var effects = Effects()
            let call = WaitingCall(request: request, ticket: ticket, continuation: continuation)
            switch state.phase {
            case .connecting:
                enqueue(call, in: &state, effects: &effects)
            case .connected:
                if !state.waiting.isEmpty || state.outbound.readableBytes > Self.unsentBytesMaximum {
                    enqueue(call, in: &state, effects: &effects)
                } else if !send(call, in: &state, effects: &effects) {
                    enqueue(call, in: &state, effects: &effects)
                }
                wake(in: &state, effects: &effects)
            case .closed:
                effects.resumed.append((continuation, .moved))
            }
            return effects
        }
        perform(effects)
    }

    /// The caller's task was cancelled.
    func cancel(_ ticket: CallTicket) {
        let stream = ticket.cancel()
        let effects = state.withLock { state -> Effects in
            var effects = Effects()
            if let stream {
                abandon(stream, cause: .cancelled, with: .cancelled(.maybe), in: &state, effects: &effects)
            } else if let index = state.waiting.firstIndex(where: { $0.ticket === ticket }) {
                let call = state.waiting.remove(at: index)
                effects.resumed.append((call.continuation, .failed(.cancelled(.no))))
            }
            return effects
        }
        perform(effects)
    }

    private func enqueue(_ call: WaitingCall, in state: inout State, effects: inout Effects) {
        if call.ticket.isCancelled {
            effects.resumed.append((call.continuation, .failed(.cancelled(.no))))
        } else if state.waiting.count >= configuration.maximumWaitingCalls {
            let error = RPCError(
                .resourceExhausted, message: "\(state.waiting.count) calls wait for a place already", processed: .no)
            effects.resumed.append((call.continuation, .failed(error)))
        } else {
            state.waiting.append(call)
            if let deadline = call.request.deadline { arm(by: deadline, in: &state) }
        }
    }

    /// Whether the call is dealt with: sent, or failed for good. False leaves it to wait.
    private func send(_ call: WaitingCall, in state: inout State, effects: inout Effects) -> Bool {
        guard !call.ticket.isCancelled else {
            effects.resumed.append((call.continuation, .failed(.cancelled(.no))))
            return true
        }
        let stream: UInt32
        switch state.machine.callBegan(isStreaming: call.request.isStreaming) {
        case .open(let new): stream = new
        case .wait: return false
        case .useAnotherConnection:
            effects.resumed.append((call.continuation, .moved))
            return true
        }
        do throws(RPCError) {
            try encode(call.request, stream: stream, in: &state)
        } catch {
            state.machine.callTakenBack(stream: stream)
            effects.resumed.append((call.continuation, .failed(error)))
            return true
        }
        if call.request.isStreaming {
            state.streams[stream] = ClientCallStream.State(isRequestEnded: call.request.message != nil)
            state.running[stream] = RunningCall(continuation: nil, deadline: call.request.deadline)
            effects.resumed.append((call.continuation, .opened(ClientCallStream(id: stream, connection: self))))
        } else {
            state.running[stream] = RunningCall(continuation: call.continuation, deadline: call.request.deadline)
        }
        if let deadline = call.request.deadline { arm(by: deadline, in: &state) }
        if !call.ticket.sent(on: stream) {
            abandon(stream, cause: .cancelled, with: .cancelled(.maybe), in: &state, effects: &effects)
        }
        return true
    }

    /// Writes the CALL frame, or nothing where it cannot be said or the server would refuse it. A long message goes in
    /// parts, the first of them in the CALL.
    private func encode(_ request: CallRequest, stream: UInt32, in state: inout State) throws(RPCError) {
        if request.isStreaming, !state.machine.hasStreaming {
            throw RPCError(.unimplemented, message: "\(address) does not offer streaming", processed: .no)
        }
        let frame = state.writer.begin(.call, stream: stream, in: &state.outbound)
        let start: Int
        do throws(RPCError) {
            try request.head(now: .now)
                .write(into: &state.outbound, metadataLimit: configuration.limits.metadataBytes)
            start = state.outbound.writerIndex
            try request.message?.encode(into: &state.outbound)
            try checkLength(ofRequest: state.outbound.writerIndex - start, in: state)
        } catch {
            state.writer.abandon(frame, in: &state.outbound)
            var error = error
            error.processed = .no
            throw error
        }
        guard request.message != nil else { return state.writer.finish(frame, flags: [], in: &state.outbound) }
        let rest = state.outbound.writerIndex - start - WireConstants.chunkBytes
        guard rest > 0, state.machine.hasStreaming,
            let tail = state.outbound.getSlice(at: start + WireConstants.chunkBytes, length: rest)
        else { return state.writer.finish(frame, flags: .wholeRequest, in: &state.outbound) }
        // A copy: the buffer that it was encoded in goes on to be written to.
        let copy = ByteBuffer(buffer: tail)
        state.outbound.moveWriterIndex(to: start + WireConstants.chunkBytes)
        state.writer.finish(frame, flags: .part, in: &state.outbound)
        state.machine.enqueue(stream: stream, copy, as: .lastRequest, now: .now)
    }

    /// Ends a running call on this side and tells the server.
    func abandon(
        _ stream: UInt32, cause: CancelCause, with error: RPCError, in state: inout State, effects: inout Effects
    ) {
        guard state.running[stream] != nil else { return }
        fail(stream, error, in: &state, effects: &effects)
        switch state.machine.callAbandoned(stream: stream) {
        case .sendCancel:
            state.writer.writeCancel(stream: stream, cause: cause, into: &state.outbound)
            wake(in: &state, effects: &effects)
        case .ignore: break
        }
    }

    /// Fails a running call on this side.
    func fail(_ stream: UInt32, _ error: RPCError, in state: inout State, effects: inout Effects) {
        guard let call = state.running.removeValue(forKey: stream) else { return }
        if let continuation = call.continuation {
            effects.resumed.append((continuation, .failed(error)))
        } else {
            let rest = error.code == .cancelled ? [] : state.machine.takeRest(stream: stream)
            endStream(stream, rest: rest, .failure(error), in: &state, effects: &effects)
        }
    }

    /// Gives places that are free to calls that wait.
    func sendWaiting(in state: inout State, effects: inout Effects) {
        var sent = 0
        while sent < state.waiting.count, state.outbound.readableBytes <= Self.unsentBytesMaximum,
            send(state.waiting[sent], in: &state, effects: &effects)
        {
            sent += 1
        }
        state.waiting.removeFirst(sent)
        wake(in: &state, effects: &effects)
    }

    func wake(in state: inout State, effects: inout Effects) {
        guard case .connected(let handler) = state.phase, !state.isWakeScheduled,
            state.outbound.readableBytes > 0 || state.machine.canSend
        else { return }
        state.isWakeScheduled = true
        effects.wakes = handler
    }

    /// Does outside the lock what must not be done under it.
    func perform(_ effects: Effects) {
        // The keeper hears of it before the calls do, which ask it for another connection.
        if effects.becameReady { keeper.becameReady(self) }
        if effects.leaves { keeper.left(self, reconnectWindow: effects.reconnectWindow) }
        for (continuation, outcome) in effects.resumed { continuation.resume(returning: outcome) }
        for (reading, result) in effects.read { reading.resolve(result) }
        for (writing, result) in effects.written { writing.resolve(result) }
        if let handler = effects.wakes { handler.wake() }
        if effects.closes { close() }
    }
}

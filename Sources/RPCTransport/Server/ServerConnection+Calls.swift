internal import NIOCore
internal import RPCCore
internal import RPCWire
internal import Synchronization

extension ServerConnection {
    /// Finds the handler and starts it; what it does until it first waits is done when this returns.
    func startCall(stream: UInt32, head: CallHead, message: ByteBuffer, deadline: ContinuousClock.Instant) {
        core.counts.callsStarted.add(1, ordering: .relaxed)
        guard let route = core.router.route(head.method) else {
            let error = RPCError(
                .unimplemented, message: "there is no method \(head.method) here", processed: .no)
            return callEnded(stream: stream, .failure(error))
        }
        guard case .unary(let handler) = route.handler else {
            let error = RPCError(
                .unimplemented, message: "\(head.method) is not a unary method", processed: .no)
            return callEnded(stream: stream, .failure(error))
        }
        arm(by: deadline)
        let context = CallContext(
            method: route.method, deadline: Deadline(deadline), metadata: head.metadata, identity: peer.identity,
            traceParent: head.traceParent, idempotencyKey: head.idempotencyKey, peer: peer.address,
            callID: CallIDText.make(connection: number, stream: stream))
        let isHeavy =
            route.method.weight == .heavy || message.readableBytes > core.configuration.eventLoopRequestBytes
        beginning = stream
        let task =
            isHeavy
            ? startOffLoop(handler, message, context, stream: stream)
            : startOnLoop(handler, message, context, stream: stream)
        // A handler that ended without waiting has been answered for already.
        if beginning == stream { tasks[stream] = task }
        beginning = 0
        if isAborting { task.cancel() }
    }

    private func startOnLoop(
        _ handler: @escaping UnaryHandler, _ message: ByteBuffer, _ context: CallContext, stream: UInt32
    ) -> CallTask {
        CallTask.onLoop(executor) {
            let outcome = await Self.outcome(of: handler, message, context)
            if self.eventLoop.inEventLoop {
                self.callEnded(stream: stream, outcome)
            } else {
                self.eventLoop.execute { self.callEnded(stream: stream, outcome) }
            }
        }
    }

    /// The answer is encoded where the handler ran, so that the loop has nothing to do but to send it.
    private func startOffLoop(
        _ handler: @escaping UnaryHandler, _ message: ByteBuffer, _ context: CallContext, stream: UInt32
    ) -> CallTask {
        let writer = writer
        let limit = clientMessageBytes
        return CallTask.offLoop {
            var outcome = await Self.outcome(of: handler, message, context)
            if case .answer(let answer) = outcome {
                var frame = ByteBuffer()
                do throws(RPCError) {
                    try Self.encode(answer, stream: stream, limit: limit, writer: writer, into: &frame)
                    outcome = .frame(frame)
                } catch {
                    outcome = .failure(error)
                }
            }
            let result = outcome
            self.eventLoop.execute { self.callEnded(stream: stream, result) }
        }
    }

    private static func outcome(
        of handler: UnaryHandler, _ message: ByteBuffer, _ context: CallContext
    ) async -> CallOutcome {
        do throws(RPCError) {
            return .answer(try await handler(message, context))
        } catch {
            return .failure(error)
        }
    }

    /// The handler has ended: answers, and closes when it was the last of a connection that leaves.
    func callEnded(stream: UInt32, _ outcome: CallOutcome) {
        if beginning == stream {
            beginning = 0
        } else {
            tasks[stream] = nil
        }
        count(outcome)
        let action = machine.handlerEnded(stream: stream)
        switch action.reply {
        case .sendOutcome: write(outcome, stream: stream)
        case .sendCancelled: writeEnd(stream: stream, error: Self.cancelled(outcome))
        case .nothing: break
        }
        if action.closesConnection {
            leave()
        } else if outbound.readableBytes > Self.flushBytes {
            flush()
        } else {
            scheduleFlush()
        }
        forgetIfOver()
    }

    /// Calls whose time is up are answered at once; their handlers are told to stop.
    func expireCalls() {
        for stream in machine.deadlinesPassed(now: now) {
            let error = RPCError(.deadlineExceeded, message: "the call's deadline has passed", processed: .maybe)
            writeEnd(stream: stream, error: error)
            tasks[stream]?.cancel()
            scheduleFlush()
        }
    }

    private func count(_ outcome: CallOutcome) {
        switch outcome {
        case .answer, .frame: core.counts.callsSucceeded.add(1, ordering: .releasing)
        case .failure: core.counts.callsFailed.add(1, ordering: .releasing)
        }
    }

    // MARK: END frames

    private func write(_ outcome: CallOutcome, stream: UInt32) {
        switch outcome {
        case .answer(let answer):
            do throws(RPCError) {
                try Self.encode(answer, stream: stream, limit: clientMessageBytes, writer: writer, into: &outbound)
            } catch {
                writeEnd(stream: stream, error: error)
            }
        case .frame(let frame):
            writeFrame(frame)
        case .failure(let error):
            writeEnd(stream: stream, error: isAborting ? Self.stopped(error) : error)
        }
    }

    func writeEnd(stream: UInt32, error: RPCError) {
        let frame = writer.begin(.end, stream: stream, in: &outbound)
        CallStatus.write(error, into: &outbound)
        writer.finish(frame, flags: [], in: &outbound)
    }

    /// Writes a whole END frame, or nothing where the message cannot be said or is longer than the client takes.
    private static func encode(
        _ answer: any RPCMessage, stream: UInt32, limit: Int, writer: FrameWriter, into buffer: inout ByteBuffer
    ) throws(RPCError) {
        let frame = writer.begin(.end, stream: stream, in: &buffer)
        CallStatus.writeSuccess(into: &buffer)
        let start = buffer.writerIndex
        do throws(RPCError) {
            try answer.encode(into: &buffer)
        } catch {
            writer.abandon(frame, in: &buffer)
            throw error
        }
        let bytes = buffer.writerIndex - start
        guard bytes <= limit else {
            writer.abandon(frame, in: &buffer)
            throw RPCError(
                .resourceExhausted,
                message: "the answer has \(bytes) bytes, and the client takes no more than \(limit)", processed: .yes)
        }
        writer.finish(frame, flags: [.hasMessage], in: &buffer)
    }

    /// What a client hears that has cancelled: whether the call had an effect before it stopped.
    private static func cancelled(_ outcome: CallOutcome) -> RPCError {
        let processed: Processed
        switch outcome {
        case .answer, .frame: processed = .yes
        case .failure(let error): processed = error.processed
        }
        return RPCError(.cancelled, message: "the call was cancelled", processed: processed)
    }

    /// What a client hears whose call the server has cancelled in order to stop.
    private static func stopped(_ error: RPCError) -> RPCError {
        guard error.code == .cancelled else { return error }
        return RPCError(
            .unavailable, message: "the server stopped before the call had ended", processed: error.processed)
    }
}

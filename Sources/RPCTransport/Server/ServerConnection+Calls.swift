internal import NIOCore
internal import RPCCore
internal import RPCWire
internal import Synchronization

extension ServerConnection {
    /// Finds the handler and starts it; what it does until it first waits is done when this returns.
    func startCall(stream: UInt32, head: CallHead, message: ByteBuffer, deadline: ContinuousClock.Instant) {
        guard let route = route(head, stream: stream) else { return }
        switch route.handler {
        case .unary(let handler):
            let context = callContext(route.method, head, stream: stream, deadline: deadline)
            let isHeavy =
                route.method.weight == .heavy || message.readableBytes > core.configuration.eventLoopRequestBytes
            begin(stream: stream, deadline: deadline) {
                isHeavy
                    ? startOffLoop(handler, message, context, stream: stream)
                    : startOnLoop(handler, message, context, stream: stream)
            }
        case .streaming(let handler):
            startStreaming(handler, route.method, head, stream: stream, request: message)
        }
    }

    /// Finds the handler of a call whose request is not complete, and starts it.
    func startStream(stream: UInt32, head: CallHead, deadline: ContinuousClock.Instant) {
        guard let route = route(head, stream: stream) else { return }
        switch route.handler {
        case .unary(let handler):
            let context = callContext(route.method, head, stream: stream, deadline: deadline)
            let messages = ServerStream(id: stream, connection: self)
            streams[stream] = messages
            begin(stream: stream, deadline: deadline) {
                start(stream: stream, onLoop: false) {
                    await Self.outcome(of: handler, gatheredFrom: messages, context)
                }
            }
        case .streaming(let handler):
            startStreaming(handler, route.method, head, stream: stream, request: nil)
        }
    }

    private func route(_ head: CallHead, stream: UInt32) -> Router.Route? {
        core.counts.callsStarted.add(1, ordering: .relaxed)
        if let route = core.router.route(head.method) { return route }
        callEnded(stream: stream, .failure(core.router.unknownMethod(head.method)))
        return nil
    }

    private func callContext(
        _ method: MethodDescriptor, _ head: CallHead, stream: UInt32, deadline: ContinuousClock.Instant
    ) -> CallContext {
        CallContext(
            method: method, deadline: Deadline(deadline), metadata: head.metadata, identity: peer.identity,
            isLocal: peer.isLocal, traceParent: head.traceParent, idempotencyKey: head.idempotencyKey,
            peer: peer.address, callID: CallIDText.make(connection: number, stream: stream))
    }

    private func startStreaming(
        _ handler: @escaping StreamHandler, _ method: MethodDescriptor, _ head: CallHead, stream: UInt32,
        request: ByteBuffer?
    ) {
        guard machine.hasStreaming else {
            let error = RPCError(
                .unimplemented, message: "\(method.path) streams, which was not negotiated", processed: .no)
            return callEnded(stream: stream, .failure(error))
        }
        let deadline = machine.streamingCallBegan(
            stream: stream, request: request, timeoutMilliseconds: head.timeoutMilliseconds, now: now)
        let context = callContext(method, head, stream: stream, deadline: deadline)
        let messages = ServerStream(id: stream, connection: self)
        streams[stream] = messages
        begin(stream: stream, deadline: deadline) {
            start(stream: stream, onLoop: method.weight == .light) {
                await Self.outcome(of: handler, messages, context)
            }
        }
    }

    /// Begins the call's task and keeps its handle, unless it ended without waiting and has been answered for already.
    private func begin(stream: UInt32, deadline: ContinuousClock.Instant, _ start: () -> CallTask) {
        arm(by: deadline)
        beginning = stream
        let task = start()
        if beginning == stream { tasks[stream] = task }
        beginning = 0
        if isAborting { task.cancel() }
    }

    // MARK: Tasks

    private func startOnLoop(
        _ handler: @escaping UnaryHandler, _ message: ByteBuffer, _ context: CallContext, stream: UInt32
    ) -> CallTask {
        start(stream: stream, onLoop: true) { await Self.outcome(of: handler, message, context) }
    }

    /// The answer is encoded where the handler ran, so that the loop has nothing to do but to send it.
    private func startOffLoop(
        _ handler: @escaping UnaryHandler, _ message: ByteBuffer, _ context: CallContext, stream: UInt32
    ) -> CallTask {
        start(stream: stream, onLoop: false) {
            await Self.outcome(of: handler, message, context).encoded()
        }
    }

    private func start(
        stream: UInt32, onLoop: Bool, _ run: @escaping @Sendable () async -> CallOutcome
    ) -> CallTask {
        let operation: @Sendable () async -> Void = {
            let outcome = await run()
            if self.eventLoop.inEventLoop {
                self.callEnded(stream: stream, outcome)
            } else {
                self.eventLoop.execute { self.callEnded(stream: stream, outcome) }
            }
        }
        return onLoop ? CallTask.onLoop(executor, operation) : CallTask.offLoop(operation)
    }

    private static func outcome(
        of handler: @escaping UnaryHandler, _ message: ByteBuffer, _ context: CallContext
    ) async -> CallOutcome {
        // Calls that the handler makes end with this one at the latest.
        await Deadline.$current.withValue(context.deadline) {
            do throws(RPCError) {
                return .answer(try await handler(message, context))
            } catch {
                return .failure(error)
            }
        }
    }

    private static func outcome(
        of handler: @escaping UnaryHandler, gatheredFrom messages: ServerStream, _ context: CallContext
    ) async -> CallOutcome {
        do throws(RPCError) {
            let message = try await Router.onlyMessage(of: messages)
            return await outcome(of: handler, message, context).encoded()
        } catch {
            return .failure(error)
        }
    }

    private static func outcome(
        of handler: @escaping StreamHandler, _ messages: ServerStream, _ context: CallContext
    ) async -> CallOutcome {
        await Deadline.$current.withValue(context.deadline) {
            do throws(RPCError) {
                try await handler(messages, messages, context)
                return .finished
            } catch {
                return .failure(error)
            }
        }
    }

    // MARK: Ends

    /// The handler has ended: answers, and closes when it was the last of a connection that leaves.
    func callEnded(stream: UInt32, _ outcome: CallOutcome) {
        if beginning == stream {
            beginning = 0
        } else {
            tasks[stream] = nil
        }
        if !streams.isEmpty { streams[stream] = nil }
        count(outcome)
        guard machine.isRunning(stream: stream) else { return settle(stream: stream, outcome) }
        switch outcome {
        case .answer(let answer): writeAnswer(answer, stream: stream)
        case .encoded(let bytes) where isLong(bytes.readableBytes): queueAnswer(bytes, stream: stream)
        case .encoded, .finished, .failure: settle(stream: stream, outcome)
        }
    }

    private func settle(stream: UInt32, _ outcome: CallOutcome) {
        let isInsideMessage = machine.hasQueuedMessage(stream: stream)
        let action = machine.handlerEnded(stream: stream)
        switch action.reply {
        case .sendOutcome: writeOutcome(outcome, stream: stream, isInsideMessage: isInsideMessage)
        case .sendCancelled: writeEnd(stream: stream, error: Self.cancelled(outcome))
        case .nothing: break
        }
        ended(closesConnection: action.closesConnection)
    }

    private func ended(closesConnection: Bool) {
        if closesConnection {
            leave()
        } else if outbound.readableBytes > Self.flushBytes {
            flush()
        } else {
            scheduleFlush()
        }
        forgetIfOver()
    }

    /// The END of a long answer is written.
    func answered(_ stream: UInt32) {
        answering.remove(stream)
        let action = machine.handlerEnded(stream: stream)
        ended(closesConnection: action.closesConnection)
    }

    /// The rest of a long answer is not wanted any more.
    func answerDropped(_ stream: UInt32) {
        answering.remove(stream)
        settle(
            stream: stream, .failure(RPCError(.cancelled, message: "the call was cancelled", processed: .yes)))
    }

    /// Calls whose time is up are answered at once; their handlers are told to stop.
    func expireCalls() {
        for stream in machine.deadlinesPassed(now: now) {
            let error = RPCError(.deadlineExceeded, message: "the call's deadline has passed", processed: .maybe)
            overrule(stream: stream, error)
        }
    }

    private func count(_ outcome: CallOutcome) {
        switch outcome {
        case .answer, .encoded, .finished: core.counts.callsSucceeded.add(1, ordering: .releasing)
        case .failure: core.counts.callsFailed.add(1, ordering: .releasing)
        }
    }

    // MARK: END frames

    /// Whether an answer of so many bytes is better cut into parts.
    private func isLong(_ bytes: Int) -> Bool {
        bytes > WireConstants.chunkBytes && bytes <= clientMessageBytes && machine.hasStreaming
    }

    private func writeOutcome(_ outcome: CallOutcome, stream: UInt32, isInsideMessage: Bool) {
        switch outcome {
        case .answer: assertionFailure("answers of running calls are written before they end")
        case .encoded(let bytes): writeEncoded(bytes, stream: stream)
        case .finished where isInsideMessage:
            writeEnd(
                stream: stream,
                error: RPCError(
                    .internalError, message: "the handler left the stream inside a message", processed: .maybe))
        case .finished:
            let frame = writer.begin(.end, stream: stream, in: &outbound)
            CallStatus.writeSuccess(into: &outbound)
            writer.finish(frame, flags: [], in: &outbound)
        case .failure(let error):
            writeEnd(stream: stream, error: isAborting ? Self.stopped(error) : error)
        }
    }

    func writeEnd(stream: UInt32, error: RPCError) {
        let frame = writer.begin(.end, stream: stream, in: &outbound)
        CallStatus.write(error, into: &outbound)
        writer.finish(frame, flags: [], in: &outbound)
    }

    /// Writes the answer of a running call: in one END frame, in parts where it is long, or an error in its place
    /// where it cannot be said or is longer than the client takes.
    private func writeAnswer(_ answer: any RPCMessage, stream: UInt32) {
        let frame = writer.begin(.end, stream: stream, in: &outbound)
        CallStatus.writeSuccess(into: &outbound)
        let start = outbound.writerIndex
        do throws(RPCError) {
            try answer.encode(into: &outbound)
            try checkLength(ofAnswer: outbound.writerIndex - start)
        } catch {
            writer.abandon(frame, in: &outbound)
            return settle(stream: stream, .failure(error))
        }
        let count = outbound.writerIndex - start
        if isLong(count), let bytes = outbound.getSlice(at: start, length: count) {
            // A copy: the buffer that it was encoded in goes on to be written to.
            let copy = ByteBuffer(buffer: bytes)
            writer.abandon(frame, in: &outbound)
            return queueAnswer(copy, stream: stream)
        }
        writer.finish(frame, flags: .hasMessage, in: &outbound)
        ended(closesConnection: machine.handlerEnded(stream: stream).closesConnection)
    }

    private func writeEncoded(_ bytes: ByteBuffer, stream: UInt32) {
        do throws(RPCError) {
            try checkLength(ofAnswer: bytes.readableBytes)
        } catch {
            return writeEnd(stream: stream, error: error)
        }
        let frame = writer.begin(.end, stream: stream, in: &outbound)
        CallStatus.writeSuccess(into: &outbound)
        outbound.writeImmutableBuffer(bytes)
        writer.finish(frame, flags: .hasMessage, in: &outbound)
    }

    /// What a client hears that has cancelled: whether the call had an effect before it stopped.
    private static func cancelled(_ outcome: CallOutcome) -> RPCError {
        let processed: Processed
        switch outcome {
        case .answer, .encoded, .finished: processed = .yes
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

extension CallOutcome {
    /// With the answer encoded, where there is one.
    fileprivate func encoded() -> CallOutcome {
        guard case .answer(let answer) = self else { return self }
        var bytes = ByteBuffer()
        do throws(RPCError) {
            try answer.encode(into: &bytes)
            return .encoded(bytes)
        } catch {
            return .failure(error)
        }
    }
}

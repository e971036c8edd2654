package import NIOCore
package import RPCCore
package import RPCWire
internal import Synchronization

/// Calls the methods of a router within the process: no sockets, and everything else as over them.
///
/// Messages go through their encoding both ways, handlers run in tasks of their own behind the router's interceptors,
/// deadlines and cancels end them, and a side that does not read stops the other's writing. Calls beyond the limit of a
/// connection wait for a place, and one whose request finds no room is refused. To be closed before it is let go of:
/// handlers may run until then.
package final class InProcessTransport: ClientTransport {
    private struct State {
        var running: [ObjectIdentifier: InProcessCall] = [:]
        /// Of the requests that came with running calls.
        var requestBytes = 0
        var lastNumber: UInt64 = 0
        var isClosed = false
        var closeWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private let router: Router
    private let limits: WireLimits
    private let identity: CallIdentity
    let places: CallPlaces
    private let state = Mutex(State())

    /// - Parameters:
    ///   - router: whose methods are called.
    ///   - limits: hold for both sides.
    ///   - identity: who the caller is to the handlers, unless a call brings a token.
    ///   - maximumWaitingCalls: calls that may wait for a place; one more fails with `RESOURCE_EXHAUSTED`.
    package init(
        router: Router, limits: WireLimits = .defaults, identity: CallIdentity = .anonymous,
        maximumWaitingCalls: Int = RPCClientConfiguration.defaults.maximumWaitingCalls
    ) {
        self.router = router
        self.limits = limits
        self.identity = identity
        places = CallPlaces(count: limits.concurrentCalls, maximumWaiting: maximumWaitingCalls)
    }

    package func unary(
        _ method: MethodDescriptor, request: some RPCMessage, options: CallOptions
    ) async throws(RPCError) -> ByteBuffer {
        let stream = try await open(method, request: request, options: options)
        guard let answer = try await stream.next() else {
            throw RPCError(.internalError, message: "\(method.path) ended well without an answer", processed: .yes)
        }
        return answer
    }

    package func open(
        _ method: MethodDescriptor, request: (any RPCMessage)?, options: CallOptions
    ) async throws(RPCError) -> any ClientStream {
        guard !Task.isCancelled else { throw .cancelled(.no) }
        try checkHead(method, options)
        guard let route = router.route(method.path) else {
            throw router.unknownMethod(method.path)
        }
        let deadline = deadline(of: route.method, options)
        guard deadline.remaining > .zero else { throw .deadlineExceeded(.no) }
        let call = InProcessCall(limits: limits)
        let bytes = try request.map { (request) throws(RPCError) in try call.encoded(request) }
        if let bytes {
            try await call.requests.write(bytes)
            call.finishWriting()
        }
        let requestBytes = bytes?.readableBytes ?? 0
        try await places.take(until: deadline)
        let number = try admit(call, requestBytes: requestBytes)
        let context = CallContext(
            method: route.method, deadline: deadline, metadata: options.metadata, identity: identity,
            isLocal: true, traceParent: options.traceParent, idempotencyKey: options.idempotencyKey,
            peer: "in-process:",
            callID: "in-process-\(number)")
        let task = CallTask.apart {
            await Deadline.$current.withValue(deadline) {
                call.handlerEnded(await self.serve(route.handler, call, context))
            }
            self.dismiss(call, requestBytes: requestBytes)
        }
        call.began(task, deadline: deadline)
        return call
    }

    /// Cancels what still runs, which fails with `UNAVAILABLE`, and waits for its handlers. Later calls fail.
    package func close() async {
        let running = state.withLock { state in
            state.isClosed = true
            return Array(state.running.values)
        }
        places.close()
        for call in running {
            call.end(RPCError(.unavailable, message: "the transport was closed", processed: .maybe))
        }
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.running.isEmpty { return true }
                state.closeWaiters.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    /// How the handler ended.
    private func serve(_ handler: CallHandler, _ call: InProcessCall, _ context: CallContext) async -> RPCError? {
        let requests = InProcessRequests(call: call)
        let answers = InProcessAnswers(call: call, messageBytes: limits.messageBytes)
        do throws(RPCError) {
            switch handler {
            case .streaming(let handler): try await handler(requests, answers, context)
            case .unary(let handler):
                guard let request = try await requests.next() else {
                    return RPCError(.invalidArgument, message: "the call has no request message", processed: .no)
                }
                try await answers.write(try await handler(request, context))
            }
            return nil
        } catch {
            return error
        }
    }

    /// A number for a call that has a place; the place is given back where the call is refused.
    private func admit(_ call: InProcessCall, requestBytes: Int) throws(RPCError) -> UInt64 {
        do throws(RPCError) {
            return try state.withLock { (state) throws(RPCError) in
                guard !state.isClosed else {
                    throw RPCError(.unavailable, message: "the transport is closed", processed: .no)
                }
                guard state.requestBytes + requestBytes <= limits.requestBytesInFlight else {
                    throw RPCError(
                        .resourceExhausted,
                        message: "the requests that run here hold \(state.requestBytes) bytes already", processed: .no)
                }
                state.requestBytes += requestBytes
                state.running[ObjectIdentifier(call)] = call
                state.lastNumber += 1
                return state.lastNumber
            }
        } catch {
            places.free()
            throw error
        }
    }

    private func dismiss(_ call: InProcessCall, requestBytes: Int) {
        places.free()
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.requestBytes -= requestBytes
            state.running[ObjectIdentifier(call)] = nil
            guard state.running.isEmpty else { return [] }
            defer { state.closeWaiters = [] }
            return state.closeWaiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// What a server would refuse of a call's head is refused here in the same words.
    private func checkHead(_ method: MethodDescriptor, _ options: CallOptions) throws(RPCError) {
        var bytes = ByteBuffer()
        try CallHead(
            method: method.path, traceParent: options.traceParent, idempotencyKey: options.idempotencyKey,
            metadata: options.metadata
        ).write(into: &bytes, metadataLimit: limits.metadataBytes)
    }

    /// As a server sets it.
    private func deadline(of method: MethodDescriptor, _ options: CallOptions) -> Deadline {
        switch method.kind {
        case .unary:
            let wanted = options.deadline(default: limits.defaultDeadline) ?? .after(limits.defaultDeadline)
            return min(wanted, .after(limits.maximumDeadline))
        case .clientStreaming, .serverStreaming, .bidirectionalStreaming:
            let longest = Deadline.after(limits.maximumStreamAge)
            return options.deadline(default: nil).map { min($0, longest) } ?? longest
        }
    }
}

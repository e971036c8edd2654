internal import HyperFleetClient
internal import HyperFleetProto
internal import JSONModel
internal import RPCCore

/// A call of a method that is known by its descriptor only: JSON to message to call to message to JSON.
struct DynamicCall: Sendable {
    let client: FleetClient
    let codec: MessageJSON
    let service: ProtoService
    let method: ProtoMethod
    let options: CallOptions
    let printer: AnswerPrinter
    let timing: CallTiming

    /// Takes requests from `source`, and writes each answer as it comes.
    ///
    /// - Throws: `CommandFailure` for what is wrong with a request; `RPCError` as the call ends.
    func run(_ source: RequestSource) async throws {
        var source = source
        switch method.kind {
        case .unary: try await unary(message(of: source.only()))
        case .serverStreaming: try await receive(open(message(of: source.only())))
        case .clientStreaming, .bidirectionalStreaming: try await exchange(open(nil), source)
        }
    }

    private func unary(_ request: RawMessage) async throws {
        timing.sent(request.bytes.count)
        let answer: RawMessage = try await client.caller.call(
            method.descriptor(of: service), request, options: options)
        try show(answer)
    }

    private func open(_ request: RawMessage?) async throws(RPCError) -> any ClientStream {
        if let request { timing.sent(request.bytes.count) }
        return try await client.caller.open(method.descriptor(of: service), request: request, options: options)
    }

    private func message(of value: JSONValue) throws(CommandFailure) -> RawMessage {
        do throws(RPCError) {
            return RawMessage(bytes: try codec.bytes(of: value, as: method.request))
        } catch {
            throw CommandFailure(error)
        }
    }

    private func show(_ answer: RawMessage) throws {
        timing.received(answer.bytes.count)
        try printer.write(try value(of: answer))
    }

    private func value(of answer: RawMessage) throws(RPCError) -> JSONValue {
        do throws(RPCError) {
            return try codec.json(of: answer.bytes, as: method.answer)
        } catch {
            throw RPCError(
                .internalError, message: "the answer of \(method.name) cannot be read: \(error.message)",
                processed: .yes)
        }
    }
}

// MARK: - Streams

extension DynamicCall {
    /// How one direction of a call has ended.
    private enum Ending {
        case sent(CommandFailure?)
        case received((any Error)?)
    }

    private func receive(_ stream: any ClientStream) async throws {
        while let bytes = try await stream.next() { try show(RawMessage.decode(bytes)) }
    }

    /// Sends and receives at the same time. The call's own end decides; a request that cannot be sent ends it.
    private func exchange(_ stream: any ClientStream, _ source: RequestSource) async throws {
        try await withThrowingTaskGroup(of: Ending.self) { group in
            group.addTask { .sent(await send(source, to: stream)) }
            group.addTask { .received(await end { try await receive(stream) }) }
            var failure: CommandFailure?
            for try await ending in group {
                switch ending {
                case .sent(let found):
                    failure = found
                    if found != nil { stream.cancel() }
                case .received(let error):
                    group.cancelAll()
                    if let error = failure ?? error { throw error }
                }
            }
        }
    }

    /// - Returns: what is wrong with a request; nil when all were sent, or the call has ended, which its answers say.
    private func send(_ source: RequestSource, to stream: any ClientStream) async -> CommandFailure? {
        var source = source
        do {
            while let request = try await source.next() {
                let message = try message(of: request)
                timing.sent(message.bytes.count)
                try await stream.write(message)
            }
            stream.finishWriting()
            return nil
        } catch let failure as CommandFailure {
            return failure
        } catch {
            return nil
        }
    }

    private func end(_ body: () async throws -> Void) async -> (any Error)? {
        do {
            try await body()
            return nil
        } catch {
            return error
        }
    }
}

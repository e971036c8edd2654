internal import HyperFleetProto
internal import RPCCore

/// What all typed clients share: request to bytes to answer.
struct MethodCaller: Sendable {
    let transport: any ClientTransport
    /// For calls whose options name none.
    let timeout: Duration

    /// Calls `method` with `request` and reads its answer as `Answer`.
    ///
    /// - Throws: the call's status; `INTERNAL` when the server's answer cannot be read, which a server of another
    ///   version might send: the call was carried out then.
    func call<Request: RPCMessage, Answer: RPCMessage>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions
    ) async throws(RPCError) -> Answer {
        var options = options
        options.timeout = options.timeout ?? timeout
        let bytes = try await transport.unary(method, request: request, options: options)
        do {
            return try Answer.decode(bytes)
        } catch {
            throw RPCError(
                .internalError, message: "the answer of \(method.path) cannot be read: \(error.message)",
                processed: .yes)
        }
    }
}

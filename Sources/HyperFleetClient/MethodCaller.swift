internal import HyperFleetProto
package import RPCCore

/// What all typed clients share, and the door for callers that know a method at run time only: request to bytes to
/// answer.
package struct MethodCaller: Sendable {
    let transport: any ClientTransport
    /// For calls whose options name none.
    let timeout: Duration

    /// Calls the unary `method` with `request` and reads its answer as `Answer`.
    ///
    /// - Throws: the call's status; `INTERNAL` when the server's answer cannot be read, which a server of another
    ///   version might send: the call was carried out then.
    package func call<Request: RPCMessage, Answer: RPCMessage>(
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

    /// Begins a call of a streaming `method`; without a timeout in its options it may last as long as the server lets
    /// it.
    ///
    /// - Parameter request: the only request of a call whose client sends one; nil where it sends any number.
    package func open(
        _ method: MethodDescriptor, request: (any RPCMessage)?, options: CallOptions
    ) async throws(RPCError) -> any ClientStream {
        try await transport.open(method, request: request, options: options)
    }
}

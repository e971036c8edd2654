internal import HyperFleetProto
package import RPCCore

/// Measures the way of a call by itself; a bench server answers, no other.
package struct BenchClient: Sendable {
    let caller: MethodCaller

    /// Sends `payload` and answers what came back, which is the same.
    package func echo(
        _ payload: [UInt8], options: CallOptions = CallOptions()
    ) async throws(RPCError) -> [UInt8] {
        let answer: EchoResponse = try await caller.call(
            BenchMethods.echo, EchoRequest(payload: payload), options: options)
        return answer.payload
    }
}

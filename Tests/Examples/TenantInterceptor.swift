import HyperFleetClient
import NIOCore

struct TenantInterceptor: ClientInterceptor {
    let tenant: String

    func intercept(
        _ request: any RPCMessage, call: OutgoingCall, next: UnaryCall
    ) async throws(RPCError) -> ByteBuffer {
        try await next(request, marked(call))
    }

    func intercept(
        opening call: OutgoingCall, request: (any RPCMessage)?, next: StreamCall
    ) async throws(RPCError) -> any ClientStream {
        try await next(request, marked(call))
    }

    private func marked(_ call: OutgoingCall) -> OutgoingCall {
        var call = call
        call.options.metadata.append("tenant", text: tenant)
        return call
    }
}

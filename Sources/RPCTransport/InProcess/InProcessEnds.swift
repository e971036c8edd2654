internal import NIOCore
internal import RPCCore

/// A call's requests as its handler sees them.
struct InProcessRequests: MessageSource {
    let call: InProcessCall

    func next() async throws(RPCError) -> ByteBuffer? {
        try await call.requests.next()
    }
}

/// Where a call's handler puts its answers.
struct InProcessAnswers: MessageSink {
    let call: InProcessCall
    let messageBytes: Int

    func write(_ message: any RPCMessage) async throws(RPCError) {
        var bytes = ByteBuffer()
        try message.encode(into: &bytes)
        guard bytes.readableBytes <= messageBytes else {
            throw RPCError(
                .resourceExhausted,
                message:
                    "the answer has \(bytes.readableBytes) bytes, and the client takes no more than \(messageBytes)",
                processed: .yes)
        }
        try await call.answers.write(bytes)
    }
}

/// Writes the requests of a call whose client sends more than one.
///
/// To be used by one task at a time.
public struct RequestWriter<Message: RPCMessage>: Sendable {
    private let call: StreamHandle

    init(_ call: StreamHandle) {
        self.call = call
    }

    /// Sends `message`, waiting while the server gives no credit: one that stops reading stops its client here, and
    /// nothing is buffered beyond its window.
    ///
    /// - Throws: when the call has ended meanwhile, which a server may do before the last request; its answers say how.
    ///   `RESOURCE_EXHAUSTED` for a message that is longer than the server takes.
    public func write(_ message: Message) async throws(RPCError) {
        try await call.stream.write(message)
    }

    /// Says that no request follows. Answers go on coming.
    public func finish() {
        call.stream.finishWriting()
    }
}

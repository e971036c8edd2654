/// Writes the answers of a call whose server sends more than one.
package struct AnswerWriter<Message: RPCMessage>: Sendable {
    private let sink: any MessageSink

    package init(_ sink: any MessageSink) {
        self.sink = sink
    }

    /// Sends `message`, waiting while the client gives no credit: a client that stops reading stops its handler here,
    /// and nothing is buffered beyond its window.
    ///
    /// - Throws: when the call has ended meanwhile; the handler should return then.
    package func write(_ message: Message) async throws(RPCError) {
        try await sink.write(message)
    }
}

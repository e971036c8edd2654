/// Where messages to the other side go, one after the other; transports implement it.
public protocol MessageSink: Sendable {
    /// Hands over `message`, waiting while the other side gives no credit for it.
    ///
    /// To be called by one task at a time. When it returns the message is on its way, not arrived.
    ///
    /// - Throws: `CANCELLED`, `DEADLINE_EXCEEDED`, `UNAVAILABLE` when the call has ended; `RESOURCE_EXHAUSTED` for a
    ///   message that is longer than the other side takes.
    func write(_ message: any RPCMessage) async throws(RPCError)
}

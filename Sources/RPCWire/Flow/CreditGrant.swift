/// Credit that this side owes its peer in a CREDIT frame.
package struct CreditGrant: Sendable, Hashable {
    /// The call's stream, or 0 for the connection.
    package var stream: UInt32
    package var bytes: UInt32

    package init(stream: UInt32, bytes: UInt32) {
        self.stream = stream
        self.bytes = bytes
    }
}

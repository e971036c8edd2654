/// What the bytes of a peer come to.
package enum DecodedEvent: Sendable, Hashable {
    case clientHello(ClientHello)
    case serverHello(ServerHello)
    /// First bytes that are no hello.
    case foreign(ForeignBytes)
    case frame(Frame)
    /// A sound frame whose message is longer than this side takes; its bytes were dropped.
    case oversized(FrameType, stream: UInt32, flags: FrameFlags)
    /// A sound frame of an ignorable type that is not known here.
    case skipped
}

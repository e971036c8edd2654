internal import NIOCore

/// The limits of one side as its hello says them: twenty bytes, five big-endian `u32`.
package struct PeerLimits: Sendable, Hashable {
    /// The longest message that the side takes, in bytes.
    package var messageBytes: UInt32
    /// Credit that the side grants each stream at its start, in bytes.
    package var streamWindowBytes: UInt32
    /// Credit that the side grants the connection at its start, in bytes.
    package var connectionWindowBytes: UInt32
    /// Calls that the side carries out at the same time; 0 from a client, which takes none.
    package var concurrentCalls: UInt32
    /// Quiet time before a ping in milliseconds: what the client asks for, what the server has chosen. 0 is no pings.
    package var keepaliveMilliseconds: UInt32

    package init(
        messageBytes: UInt32, streamWindowBytes: UInt32, connectionWindowBytes: UInt32, concurrentCalls: UInt32,
        keepaliveMilliseconds: UInt32
    ) {
        self.messageBytes = messageBytes
        self.streamWindowBytes = streamWindowBytes
        self.connectionWindowBytes = connectionWindowBytes
        self.concurrentCalls = concurrentCalls
        self.keepaliveMilliseconds = keepaliveMilliseconds
    }

    /// What a side with `limits` announces.
    package init(_ limits: WireLimits, concurrentCalls: Int, keepalive: Duration) {
        self.init(
            messageBytes: UInt32(clamping: limits.messageBytes),
            streamWindowBytes: UInt32(clamping: limits.streamWindowBytes),
            connectionWindowBytes: UInt32(clamping: limits.connectionWindowBytes),
            concurrentCalls: UInt32(clamping: concurrentCalls),
            keepaliveMilliseconds: UInt32(clamping: keepalive.milliseconds))
    }

    /// Whether both windows are as large as streaming needs them, and no larger than any may be.
    var windowsSuffice: Bool {
        min(streamWindowBytes, connectionWindowBytes) >= WireConstants.windowBytesMinimum
            && max(streamWindowBytes, connectionWindowBytes) <= WireConstants.creditMaximum
    }

    func write(into buffer: inout ByteBuffer) {
        buffer.writeMultipleIntegers(
            messageBytes, streamWindowBytes, connectionWindowBytes, concurrentCalls, keepaliveMilliseconds)
    }

    init?(reading buffer: inout ByteBuffer) {
        guard
            let (message, stream, connection, calls, keepalive) = buffer.readMultipleIntegers(
                as: (UInt32, UInt32, UInt32, UInt32, UInt32).self)
        else { return nil }
        self.init(
            messageBytes: message, streamWindowBytes: stream, connectionWindowBytes: connection,
            concurrentCalls: calls, keepaliveMilliseconds: keepalive)
    }
}

/// What one side of a connection takes before it refuses: each named in docs/protocol.md with its reaction.
package struct WireLimits: Sendable, Hashable {
    /// The longest message that this side takes, in bytes of its encoding; one byte more fails the call.
    package var messageBytes: Int
    /// Calls that may run on one connection at the same time; one more is refused with RESOURCE_EXHAUSTED.
    package var concurrentCalls: Int
    /// Bytes of messages that this side holds for one connection; a call past it is refused, and credit for more is
    /// given only below it.
    package var requestBytesInFlight: Int
    /// All metadata of a call head as encoded, in bytes.
    package var metadataBytes: Int
    /// How long a peer may take from the connection to a complete hello.
    package var handshakeTimeout: Duration
    /// How long a begun frame may stand without a further `stalledFrameProgressBytes`.
    package var stalledFrameTimeout: Duration
    /// What counts as progress of a long frame, in bytes.
    package var stalledFrameProgressBytes: Int
    /// How long bytes may wait for a peer that does not read.
    package var stalledWriteTimeout: Duration
    /// The deadline of a call whose head names none.
    package var defaultDeadline: Duration
    /// The longest deadline of a unary call; a longer one is cut to it.
    package var maximumDeadline: Duration
    /// How long a streaming call may live; the deadline of one whose head names none, and the longest there is.
    package var maximumStreamAge: Duration
    /// How long a message may wait for the peer's credit before its call is ended.
    package var stalledStreamTimeout: Duration
    /// Credit that this side grants a stream at its start, in bytes; at least 8,192.
    package var streamWindowBytes: Int
    /// Credit that this side grants the connection at its start, in bytes; at least 8,192.
    package var connectionWindowBytes: Int
    /// Quiet time after which a side pings its peer; zero asks for no pings.
    package var keepaliveInterval: Duration
    /// How long a pinged peer may stay silent.
    package var keepaliveTimeout: Duration
    /// Tokens for frames that cost the sender little and the receiver work: cancels, pings, small credit, refused
    /// calls, skipped frames and frames that say nothing. A connection that has none left is closed.
    package var controlFrameBurst: Int
    /// Tokens that come back each second.
    package var controlFramesPerSecond: Int

    /// Limits with these values; see `defaults` for each.
    package init(
        messageBytes: Int = 4 << 20, concurrentCalls: Int = 256, requestBytesInFlight: Int = 64 << 20,
        metadataBytes: Int = 16 << 10, handshakeTimeout: Duration = .seconds(5),
        stalledFrameTimeout: Duration = .seconds(10), stalledFrameProgressBytes: Int = 1 << 10,
        stalledWriteTimeout: Duration = .seconds(30), defaultDeadline: Duration = .seconds(30),
        maximumDeadline: Duration = .seconds(300), maximumStreamAge: Duration = .seconds(3_600),
        stalledStreamTimeout: Duration = .seconds(30), streamWindowBytes: Int = 256 << 10,
        connectionWindowBytes: Int = 4 << 20, keepaliveInterval: Duration = .seconds(15),
        keepaliveTimeout: Duration = .seconds(10), controlFrameBurst: Int = 1_000, controlFramesPerSecond: Int = 100
    ) {
        self.messageBytes = messageBytes
        self.concurrentCalls = concurrentCalls
        self.requestBytesInFlight = requestBytesInFlight
        self.metadataBytes = metadataBytes
        self.handshakeTimeout = handshakeTimeout
        self.stalledFrameTimeout = stalledFrameTimeout
        self.stalledFrameProgressBytes = stalledFrameProgressBytes
        self.stalledWriteTimeout = stalledWriteTimeout
        self.defaultDeadline = defaultDeadline
        self.maximumDeadline = maximumDeadline
        self.maximumStreamAge = maximumStreamAge
        self.stalledStreamTimeout = stalledStreamTimeout
        self.streamWindowBytes = streamWindowBytes
        self.connectionWindowBytes = connectionWindowBytes
        self.keepaliveInterval = keepaliveInterval
        self.keepaliveTimeout = keepaliveTimeout
        self.controlFrameBurst = controlFrameBurst
        self.controlFramesPerSecond = controlFramesPerSecond
    }

    /// 4 MiB messages, 256 calls, 16 KiB metadata, 5 s handshake, 10 s stalled frame, 30 s deadline, 5 min at most.
    package static let defaults = WireLimits()
}

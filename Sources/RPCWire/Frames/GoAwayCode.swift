/// Why a side leaves a connection.
package enum GoAwayCode: UInt16, Sendable, CaseIterable {
    /// The side stops in good order.
    case drain = 0
    /// A frame that is not allowed, or not allowed here.
    case protocolError = 1
    /// A checksum did not match.
    case checksumMismatch = 2
    /// A length beyond what any receiver takes.
    case frameTooLong = 3
    /// More control frames, cancels or empty frames than the receiver's bucket holds.
    case flood = 4
    /// A begun frame made no progress, or the peer did not read.
    case stalled = 5
    /// Credit beyond the largest window.
    case flowControlError = 6
    /// A ping was not answered in time.
    case keepaliveTimeout = 7
    /// The side has a fault of its own.
    case internalError = 8
}

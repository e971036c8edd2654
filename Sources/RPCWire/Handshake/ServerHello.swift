package import NIOCore

/// The server's answer to a client's hello.
package enum ServerHello: Sendable, Hashable {
    case accepted(Acceptance)
    case refused(Refusal)

    /// What holds on the connection.
    package struct Acceptance: Sendable, Hashable {
        package var version: UInt16
        /// What both sides can do.
        package var capabilities: Capabilities
        package var limits: PeerLimits

        package init(version: UInt16, capabilities: Capabilities, limits: PeerLimits) {
            self.version = version
            self.capabilities = capabilities
            self.limits = limits
        }
    }

    /// Why there will be no connection. This layout is the same in every version, so that any client can read it.
    package struct Refusal: Sendable, Hashable {
        package var cause: RefusalCause
        package var lowestVersion: UInt16
        package var highestVersion: UInt16
        /// When to try again, in milliseconds; 0 says nothing.
        package var retryAfterMilliseconds: UInt32
        /// Why, for people; at most 1,024 bytes.
        package var message: String

        package init(
            cause: RefusalCause, lowestVersion: UInt16 = WireConstants.version,
            highestVersion: UInt16 = WireConstants.version, retryAfterMilliseconds: UInt32 = 0, message: String
        ) {
            self.cause = cause
            self.lowestVersion = lowestVersion
            self.highestVersion = highestVersion
            self.retryAfterMilliseconds = retryAfterMilliseconds
            self.message = message
        }
    }

    private static let acceptedOutcome: UInt8 = 0

    /// Writes the whole hello, magic and checksum included.
    package func write(into buffer: inout ByteBuffer) {
        HelloEnvelope.write(into: &buffer) { body in
            switch self {
            case .accepted(let acceptance):
                body.writeMultipleIntegers(
                    Self.acceptedOutcome, acceptance.version, acceptance.capabilities.rawValue)
                acceptance.limits.write(into: &body)
            case .refused(let refusal):
                body.writeMultipleIntegers(
                    refusal.cause.rawValue, refusal.lowestVersion, refusal.highestVersion,
                    refusal.retryAfterMilliseconds)
                body.writeText(refusal.message, limit: GoAway.messageBytesMaximum)
            }
        }
    }

    /// Reads what `HelloEnvelope` has taken out of its envelope.
    init(body: ByteBuffer) throws(WireViolation) {
        var body = body
        guard let outcome = body.readInteger(as: UInt8.self) else {
            throw WireViolation(.protocolError, "the server's hello is empty")
        }
        guard outcome != Self.acceptedOutcome else {
            self = .accepted(try Self.readAcceptance(&body))
            return
        }
        guard let (lowest, highest, retryAfter) = body.readMultipleIntegers(as: (UInt16, UInt16, UInt32).self),
            let message = body.readText()
        else { throw WireViolation(.protocolError, "the server's refusal is cut short") }
        self = .refused(
            Refusal(
                cause: RefusalCause(rawValue: outcome) ?? .other, lowestVersion: lowest, highestVersion: highest,
                retryAfterMilliseconds: retryAfter, message: message))
    }

    private static func readAcceptance(_ body: inout ByteBuffer) throws(WireViolation) -> Acceptance {
        guard let (version, capabilities) = body.readMultipleIntegers(as: (UInt16, UInt32).self),
            let limits = PeerLimits(reading: &body)
        else { throw WireViolation(.protocolError, "the server's hello is cut short") }
        while body.readableBytes > 0 {
            guard let field = body.readTaggedField() else {
                throw WireViolation(.protocolError, "a field of the server's hello is cut short")
            }
            guard field.isIgnorable else {
                throw WireViolation(.protocolError, "the server's hello has a field that is not known here")
            }
        }
        return Acceptance(version: version, capabilities: Capabilities(rawValue: capabilities), limits: limits)
    }
}

package import NIOCore

/// The first bytes of a connection: what the client speaks, can do and takes.
package struct ClientHello: Sendable, Hashable {
    package var lowestVersion: UInt16
    package var highestVersion: UInt16
    package var capabilities: Capabilities
    package var limits: PeerLimits
    /// The client's name and version for logs, such as `hfctl/1.0`; empty is none, at most 128 bytes.
    package var software: String

    package init(
        lowestVersion: UInt16 = WireConstants.version, highestVersion: UInt16 = WireConstants.version,
        capabilities: Capabilities, limits: PeerLimits, software: String = ""
    ) {
        self.lowestVersion = lowestVersion
        self.highestVersion = highestVersion
        self.capabilities = capabilities
        self.limits = limits
        self.software = software
    }

    private static let softwareTag: UInt8 = 0x81
    private static let softwareBytesMaximum = 128

    /// Writes the whole hello, magic and checksum included.
    package func write(into buffer: inout ByteBuffer) {
        HelloEnvelope.write(into: &buffer) { body in
            body.writeMultipleIntegers(lowestVersion, highestVersion, capabilities.rawValue)
            limits.write(into: &body)
            guard !software.isEmpty else { return }
            body.writeTaggedField(Self.softwareTag) {
                $0.writeSubstring(software.prefix(utf8Bytes: Self.softwareBytesMaximum))
            }
        }
    }

    /// Reads what `HelloEnvelope` has taken out of its envelope.
    init(body: ByteBuffer) throws(WireViolation) {
        var body = body
        guard let (lowest, highest, capabilities) = body.readMultipleIntegers(as: (UInt16, UInt16, UInt32).self),
            let limits = PeerLimits(reading: &body), lowest <= highest
        else { throw WireViolation(.protocolError, "the client's hello is cut short or turns its version range round") }
        self.init(
            lowestVersion: lowest, highestVersion: highest, capabilities: Capabilities(rawValue: capabilities),
            limits: limits)
        // A hello that offers only later versions may have fields that only they know: it is read no further.
        guard lowest <= WireConstants.version else { return }
        while body.readableBytes > 0 {
            guard var field = body.readTaggedField() else {
                throw WireViolation(.protocolError, "a field of the client's hello is cut short")
            }
            if field.tag == Self.softwareTag {
                guard field.value.readableBytes <= Self.softwareBytesMaximum,
                    let software = field.value.readRemainingText()
                else { throw WireViolation(.protocolError, "the client's software name is too long or no UTF-8") }
                self.software = software
            } else if !field.isIgnorable {
                throw WireViolation(.protocolError, "the client's hello has a field that is not known here")
            }
        }
    }
}

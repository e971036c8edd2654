import NIOCore

@testable import RPCWire

/// Both hellos, as their bodies or as all their bytes: what is read can be written, and comes out as it was.
enum HelloTarget {
    static func runClient(_ reader: inout InputReader) throws(BrokenInvariant) {
        guard case .clientHello(let hello)? = decoded(hello(&reader), .clientHello) else { return }
        var written = ByteBuffer()
        hello.write(into: &written)
        let again = decoded(written, .clientHello)
        try require(again == .clientHello(hello), "\(hello) comes out as \(String(describing: again))")
    }

    static func runServer(_ reader: inout InputReader) throws(BrokenInvariant) {
        guard case .serverHello(let hello)? = decoded(hello(&reader), .serverHello) else { return }
        let cut = try travelled(hello)
        let again = try travelled(cut)
        try require(again == cut, "\(cut) comes out as \(again)")
        // Only the text of a refusal may be cut.
        if case .accepted = hello { try require(cut == hello, "\(hello) comes out as \(cut)") }
    }

    private static func travelled(_ hello: ServerHello) throws(BrokenInvariant) -> ServerHello {
        var written = ByteBuffer()
        hello.write(into: &written)
        guard case .serverHello(let again)? = decoded(written, .serverHello) else {
            throw BrokenInvariant("\(hello) is written but cannot be read")
        }
        return again
    }

    /// The input in an envelope with the right length and checksum, or as it is.
    private static func hello(_ reader: inout InputReader) -> ByteBuffer {
        guard reader.flag() else { return reader.remainingBuffer() }
        let body = reader.bytes(WireConstants.helloBytesMaximum)
        var hello = ByteBuffer()
        HelloEnvelope.write(into: &hello) { $0.writeBytes(body) }
        return hello
    }

    private static func decoded(_ bytes: ByteBuffer, _ expectation: FrameDecoder.Expectation) -> DecodedEvent? {
        var decoder = FrameDecoder(expecting: expectation, messageLimit: 0)
        decoder.feed(bytes)
        do throws(WireViolation) {
            return try decoder.next()
        } catch {
            return nil
        }
    }
}

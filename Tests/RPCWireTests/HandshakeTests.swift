import NIOCore
import RPCWire
import Testing

@Suite("Handshake")
struct HandshakeTests {
    static func read(_ input: ByteBuffer, _ expectation: FrameDecoder.Expectation = .clientHello) -> (
        events: [DecodedEvent], violation: WireViolation?
    ) {
        var decoder = FrameDecoder(expecting: expectation, messageLimit: 1 << 20)
        return decodeAll(input, &decoder)
    }

    /// A hello around `body`, right in length and checksum.
    static func envelope(_ body: ByteBuffer) -> ByteBuffer {
        bytes {
            $0.writeBytes(WireConstants.magic)
            $0.writeInteger(UInt16(body.readableBytes))
            $0.writeImmutableBuffer(body)
            $0.writeInteger(CRC32C.checksum($0))
        }
    }

    static func clientBody(lowest: UInt16 = 1, highest: UInt16 = 1, _ more: (inout ByteBuffer) -> Void = { _ in })
        -> ByteBuffer
    {
        bytes {
            $0.writeMultipleIntegers(lowest, highest, UInt32(1))
            $0.writeMultipleIntegers(UInt32(1), UInt32(2), UInt32(3), UInt32(0), UInt32(5))
            more(&$0)
        }
    }

    @Test("P-3: the client's hello carries versions, capabilities and limits")
    func client() {
        let (events, _) = Self.read(Self.envelope(Self.clientBody()))
        let limits = PeerLimits(
            messageBytes: 1, streamWindowBytes: 2, connectionWindowBytes: 3, concurrentCalls: 0,
            keepaliveMilliseconds: 5)
        #expect(events == [.clientHello(ClientHello(capabilities: [.checksums], limits: limits))])
    }

    @Test("P-3: a software name past its limit, or none UTF-8, breaks the hello; at the limit it does not")
    func software() {
        for (count, isSound) in [(128, true), (129, false)] {
            let body = Self.clientBody {
                $0.writeMultipleIntegers(UInt8(0x81), UInt16(count))
                $0.writeRepeatingByte(UInt8(ascii: "a"), count: count)
            }
            #expect((Self.read(Self.envelope(body)).violation == nil) == isSound)
        }
        let invalid = Self.clientBody {
            $0.writeMultipleIntegers(UInt8(0x81), UInt16(1))
            $0.writeInteger(UInt8(0xFF))
        }
        #expect(Self.read(Self.envelope(invalid)).violation != nil)
    }

    @Test("P-3: ignorable fields of a hello are skipped, others break it")
    func fields() {
        for (tag, isSound) in [(UInt8(0x90), true), (UInt8(0x10), false)] {
            let body = Self.clientBody { $0.writeMultipleIntegers(tag, UInt16(1), UInt8(7)) }
            #expect((Self.read(Self.envelope(body)).violation == nil) == isSound)
            let server = bytes {
                $0.writeMultipleIntegers(UInt8(0), UInt16(1), UInt32(1))
                $0.writeMultipleIntegers(UInt32(1), UInt32(2), UInt32(3), UInt32(4), UInt32(5))
                $0.writeMultipleIntegers(tag, UInt16(1), UInt8(7))
            }
            #expect((Self.read(Self.envelope(server), .serverHello).violation == nil) == isSound)
        }
    }

    @Test("P-5: a hello that offers only later versions is read far enough to be refused")
    func laterVersions() {
        let body = Self.clientBody(lowest: 2, highest: 9) { $0.writeMultipleIntegers(UInt8(1), UInt8(2)) }
        let (events, violation) = Self.read(Self.envelope(body))
        #expect(violation == nil)
        guard case .clientHello(let hello) = events.first else {
            Issue.record("no hello")
            return
        }
        #expect(hello.lowestVersion == 2 && hello.highestVersion == 9)
    }

    @Test("P-6: a refusal of an unknown cause is read as one of cause 255, with its text")
    func unknownRefusal() {
        let body = bytes {
            $0.writeMultipleIntegers(UInt8(77), UInt16(2), UInt16(3), UInt32(100), UInt16(3))
            $0.writeString("why")
            $0.writeString("and something of a later version")
        }
        let (events, _) = Self.read(Self.envelope(body), .serverHello)
        let refusal = ServerHello.Refusal(
            cause: .other, lowestVersion: 2, highestVersion: 3, retryAfterMilliseconds: 100, message: "why")
        #expect(events == [.serverHello(.refused(refusal))])
    }

    @Test(
        "P-11: a hello that is too long, cut short or wrong in its checksum is broken",
        arguments: [
            bytes {
                $0.writeBytes(WireConstants.magic)
                $0.writeInteger(UInt16(4_097))
            },
            envelope(ByteBuffer()),
            envelope(bytes { $0.writeInteger(UInt16(1)) }),
            envelope(clientBody(lowest: 2, highest: 1)),
            envelope(clientBody { $0.writeMultipleIntegers(UInt8(0x81), UInt16(9)) }),
            FrameDecoderTests.flipped(envelope(clientBody()), 20),
        ])
    func broken(_ input: ByteBuffer) {
        let (events, violation) = Self.read(input)
        #expect(events.isEmpty)
        #expect(violation != nil)
    }

    @Test("P-11: a hello of the longest length is read")
    func longest() {
        let body = Self.clientBody {
            $0.writeMultipleIntegers(UInt8(0x90), UInt16(4_096 - 31))
            $0.writeRepeatingByte(0, count: 4_096 - 31)
        }
        #expect(body.readableBytes == 4_096)
        #expect(Self.read(Self.envelope(body)).events.count == 1)
    }

    @Test("P-9: what other protocols begin with is told apart as soon as it can be")
    func foreign() {
        let cases: [(String, ForeignBytes?)] = [
            ("GET / HTTP/1.1\r\n", .http), ("POST /x", .http), ("HEAD / HTTP/1.0", .http),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .http), ("HELO me", .unknown), ("\u{16}\u{3}\u{1}", .tls),
            ("*1\r\n$4\r\nPING\r\n", .unknown), ("\0\0\0\0", .unknown), ("HFRPX", .unknown), ("GE", nil),
            ("HFRPC", nil),
            ("H", nil), ("", nil), ("\u{16}", nil),
        ]
        for (text, expected) in cases {
            let (events, violation) = Self.read(ByteBuffer(string: text))
            #expect(events == (expected.map { [.foreign($0)] } ?? []), "\(text)")
            #expect(violation == nil)
        }
    }
}

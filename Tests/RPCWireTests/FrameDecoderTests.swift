import NIOCore
import RPCWire
import Testing

@Suite("Frame decoder")
struct FrameDecoderTests {
    /// A hello, frames of several kinds and lengths, an oversized one and one that is skipped, in a row.
    static let stream: ByteBuffer = bytes { buffer in
        VectorTests.clientHello.write(into: &buffer)
        buffer.writeImmutableBuffer(frameBytes(1, flags: 3, stream: 1, payload: ByteBuffer(hex: "00112233")))
        buffer.writeImmutableBuffer(frameBytes(6, payload: ByteBuffer(hex: "0000000000000001")))
        buffer.writeImmutableBuffer(frameBytes(1, flags: 3, stream: 3, payload: oversized))
        buffer.writeImmutableBuffer(frameBytes(0xC0, flags: 0xF0, payload: ByteBuffer(hex: "010203")))
        buffer.writeImmutableBuffer(frameBytes(4, stream: 1, payload: ByteBuffer(hex: "01")))
    }

    static let messageLimit = 64
    static let oversized = ByteBuffer(repeating: 9, count: messageLimit + 65_535 + 5)

    static let events: [DecodedEvent] = [
        .clientHello(VectorTests.clientHello),
        .frame(
            Frame(type: .call, flags: [.endOfRequest, .hasMessage], stream: 1, payload: ByteBuffer(hex: "00112233"))),
        .frame(Frame(type: .ping, payload: ByteBuffer(hex: "0000000000000001"))),
        .oversized(.call, stream: 3, flags: [.endOfRequest, .hasMessage]),
        .skipped,
        .frame(Frame(type: .cancel, stream: 1, payload: ByteBuffer(hex: "01"))),
    ]

    @Test("P-13: one read gives all events")
    func whole() {
        var decoder = FrameDecoder(expecting: .clientHello, messageLimit: Self.messageLimit)
        let (events, violation) = decodeAll(Self.stream, &decoder)
        #expect(events == Self.events)
        #expect(violation == nil)
        #expect(decoder.pendingBytes == 0)
    }

    @Test("P-13: every split point outside the oversized payload gives the same events")
    func everySplit() throws {
        let total = Self.stream.readableBytes
        let splits = Array(0...300) + Array((total - 60)...total)
        for split in splits {
            var decoder = FrameDecoder(expecting: .clientHello, messageLimit: Self.messageLimit)
            let first = try #require(Self.stream.getSlice(at: 0, length: split))
            let second = try #require(Self.stream.getSlice(at: split, length: total - split))
            let (begin, _) = decodeAll(first, &decoder)
            let (end, violation) = decodeAll(second, &decoder)
            #expect(begin + end == Self.events, "split at \(split)")
            #expect(violation == nil)
        }
    }

    @Test("P-13: any size of read gives the same events", arguments: [1, 2, 3, 7, 16, 17, 1_000, 65_536])
    func drip(size: Int) {
        var decoder = FrameDecoder(expecting: .clientHello, messageLimit: Self.messageLimit)
        var rest = Self.stream
        var events: [DecodedEvent] = []
        while rest.readableBytes > 0 {
            guard let part = rest.readSlice(length: min(size, rest.readableBytes)) else { break }
            events += decodeAll(ByteBuffer(bytes: part.readableBytesView), &decoder).events
        }
        #expect(events == Self.events)
    }

    @Test("P-31: an oversized frame is not kept while it comes")
    func oversizedIsNotKept() {
        var decoder = FrameDecoder(expecting: .frames, messageLimit: Self.messageLimit)
        var rest = frameBytes(1, flags: 3, stream: 3, payload: Self.oversized)
        while let part = rest.readSlice(length: min(4_096, rest.readableBytes)), part.readableBytes > 0 {
            let (events, violation) = decodeAll(part, &decoder)
            #expect(violation == nil)
            if rest.readableBytes > 0 { #expect(events.isEmpty) }
        }
        #expect(decoder.pendingBytes == 0)
    }

    @Test("P-16: an oversized frame with a wrong checksum ends the connection")
    func oversizedChecksum() {
        var decoder = FrameDecoder(expecting: .frames, messageLimit: Self.messageLimit)
        var input = frameBytes(1, flags: 3, stream: 3, payload: Self.oversized)
        input.setInteger(UInt8(1), at: input.writerIndex - 1)
        #expect(decodeAll(input, &decoder).violation?.code == .checksumMismatch)
    }

    @Test("P-31: a message at the limit is kept whatever the head's length")
    func atTheLimit() {
        var decoder = FrameDecoder(expecting: .frames, messageLimit: Self.messageLimit)
        let payload = ByteBuffer(repeating: 1, count: Self.messageLimit + 65_535 + 4)
        let (events, _) = decodeAll(frameBytes(1, flags: 3, stream: 1, payload: payload), &decoder)
        #expect(
            events == [.frame(Frame(type: .call, flags: [.endOfRequest, .hasMessage], stream: 1, payload: payload))])
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let what: String
        let input: ByteBuffer
        let code: GoAwayCode
        var testDescription: String { what }
    }

    static let broken: [Broken] = [
        Broken(what: "P-14: reserved bytes", input: frameBytes(6, payload: ping, reserved: 1), code: .protocolError),
        Broken(
            what: "P-15: a length past 64 MiB, header alone",
            input: frameBytes(1, flags: 3, stream: 1, length: (64 << 20) + 1), code: .frameTooLong),
        Broken(
            what: "P-15: a length of 4 GiB, header alone", input: frameBytes(1, flags: 3, stream: 1, length: .max),
            code: .frameTooLong),
        Broken(
            what: "P-16: a wrong checksum", input: flipped(frameBytes(6, payload: ping), 20), code: .checksumMismatch),
        Broken(
            what: "P-16: no checksum where there must be one", input: frameBytes(6, payload: ping, checksums: false),
            code: .checksumMismatch),
        Broken(what: "P-17: an unknown type", input: frameBytes(9), code: .protocolError),
        Broken(what: "P-17: type zero", input: frameBytes(0), code: .protocolError),
        Broken(
            what: "P-18: an unknown flag of a PING", input: frameBytes(6, flags: 1, payload: ping), code: .protocolError
        ),
        Broken(
            what: "P-18: an unknown flag of a CALL", input: frameBytes(1, flags: 8, stream: 1), code: .protocolError),
        Broken(what: "P-18: MORE on an END", input: frameBytes(3, flags: 4, stream: 1), code: .protocolError),
        Broken(what: "P-19: a CALL without a stream", input: frameBytes(1, flags: 3), code: .protocolError),
        Broken(
            what: "P-19: a PING with a stream", input: frameBytes(6, stream: 1, payload: ping), code: .protocolError),
        Broken(
            what: "P-20: a control frame too long", input: frameBytes(6, length: 4_097), code: .frameTooLong),
        Broken(
            what: "P-12: a second hello", input: bytes { VectorTests.clientHello.write(into: &$0) },
            code: .frameTooLong),
    ]

    static let ping = ByteBuffer(hex: "0000000000000001")

    static func flipped(_ buffer: ByteBuffer, _ index: Int) -> ByteBuffer {
        var buffer = buffer
        let byte = buffer.getInteger(at: index, as: UInt8.self) ?? 0
        buffer.setInteger(byte ^ 0x10, at: index)
        return buffer
    }

    @Test("What a header may not say ends the connection", arguments: broken)
    func violations(_ broken: Broken) {
        var decoder = FrameDecoder(expecting: .frames, messageLimit: 1 << 20)
        let (events, violation) = decodeAll(broken.input, &decoder)
        #expect(events.isEmpty)
        #expect(violation?.code == broken.code)
        // Nothing is read after it.
        let (later, again) = decodeAll(frameBytes(6, payload: Self.ping), &decoder)
        #expect(later.isEmpty && again == nil)
    }

    @Test("P-16: every single bit flip in a frame is noticed, or leaves the frame incomplete")
    func bitFlips() {
        let sound = frameBytes(1, flags: 3, stream: 1, payload: ByteBuffer(hex: "000102030405060708090a"))
        for bit in 0..<(sound.readableBytes * 8) {
            var input = sound
            let byte = input.getInteger(at: bit / 8, as: UInt8.self) ?? 0
            input.setInteger(byte ^ (1 << UInt8(bit % 8)), at: bit / 8)
            var decoder = FrameDecoder(expecting: .frames, messageLimit: 1 << 20)
            let (events, violation) = decodeAll(input, &decoder)
            #expect(events.isEmpty, "bit \(bit)")
            #expect(violation != nil || decoder.pendingBytes > 0, "bit \(bit)")
        }
    }

    @Test("P-16: without the capability the checksum is not looked at")
    func noChecksums() {
        var decoder = FrameDecoder(expecting: .frames, messageLimit: 1 << 20, checksChecksums: false)
        let (events, violation) = decodeAll(frameBytes(6, payload: Self.ping, checksums: false), &decoder)
        #expect(events == [.frame(Frame(type: .ping, payload: Self.ping))])
        #expect(violation == nil)
    }

    @Test("P-17, P-18: ignorable types are skipped and ignorable flags are dropped")
    func ignorable() {
        var decoder = FrameDecoder(expecting: .frames, messageLimit: 1 << 20)
        let input = bytes {
            $0.writeImmutableBuffer(frameBytes(0x80, payload: ByteBuffer(repeating: 1, count: 100_000)))
            $0.writeImmutableBuffer(frameBytes(6, flags: 0xF0, payload: Self.ping))
        }
        let (events, violation) = decodeAll(input, &decoder)
        #expect(events == [.skipped, .frame(Frame(type: .ping, payload: Self.ping))])
        #expect(violation == nil)
    }

    @Test("A long frame in many reads is joined without moving it again at each read")
    func longFrame() {
        var decoder = FrameDecoder(expecting: .frames, messageLimit: 8 << 20)
        let payload = ByteBuffer(repeating: 5, count: 4 << 20)
        var rest = frameBytes(1, flags: 3, stream: 1, payload: payload)
        var events: [DecodedEvent] = []
        let began = ContinuousClock.now
        while rest.readableBytes > 0, let part = rest.readSlice(length: min(1_024, rest.readableBytes)) {
            events += decodeAll(ByteBuffer(bytes: part.readableBytesView), &decoder).events
        }
        #expect(events.count == 1)
        // 4,096 reads that each moved all would move 8 GiB.
        #expect(began.duration(to: .now) < .seconds(20))
    }
}

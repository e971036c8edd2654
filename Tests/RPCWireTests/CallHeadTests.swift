import NIOCore
import RPCCore
import RPCWire
import Testing

@Suite("Call head")
struct CallHeadTests {
    static let method = "hyperfleet.v1.ClusterService/Get"

    static func read(_ payload: ByteBuffer, metadataLimit: Int = 16 << 10) throws(RPCError) -> (CallHead, ByteBuffer) {
        var payload = payload
        let head = try CallHead(reading: &payload, metadataLimit: metadataLimit)
        return (head, payload)
    }

    static func written(_ head: CallHead, metadataLimit: Int = 16 << 10) throws(RPCError) -> ByteBuffer {
        var buffer = ByteBuffer()
        try head.write(into: &buffer, metadataLimit: metadataLimit)
        return buffer
    }

    /// A head of the method alone, with `fields` behind it as they are.
    static func raw(_ fields: ByteBuffer, method: String = method, length: Int? = nil) -> ByteBuffer {
        bytes {
            $0.writeInteger(UInt16(length ?? (5 + method.utf8.count + fields.readableBytes)))
            $0.writeMultipleIntegers(UInt32(0), UInt8(method.utf8.count))
            $0.writeString(method)
            $0.writeImmutableBuffer(fields)
        }
    }

    static func field(_ tag: UInt8, _ value: [UInt8]) -> ByteBuffer {
        bytes {
            $0.writeMultipleIntegers(tag, UInt16(value.count))
            $0.writeBytes(value)
        }
    }

    @Test("P-22, P-23: a head comes back as it was written and leaves the message")
    func roundTrip() throws {
        let head = CallHead(
            method: Self.method, timeoutMilliseconds: 7,
            traceParent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", idempotencyKey: "k",
            metadata: Metadata([
                Metadata.Entry(name: "a", value: .text("")), Metadata.Entry(name: "a", value: .text("zwei \u{1F600}")),
                Metadata.Entry(name: "b.c_d-e", value: .binary([])),
            ]))
        var payload = try Self.written(head)
        payload.writeString("message")
        let (read, message) = try Self.read(payload)
        #expect(read == head)
        #expect(message == ByteBuffer(string: "message"))
    }

    @Test("P-22: an empty message is a message")
    func emptyMessage() throws {
        let (_, message) = try Self.read(Self.written(CallHead(method: Self.method)))
        #expect(message.readableBytes == 0)
    }

    @Test("P-30: a head cut short at any byte fails the call and no more")
    func cutShort() throws {
        let whole = Self.raw(Self.field(0x02, Array("key".utf8)))
        for length in 0..<whole.readableBytes {
            let part = try #require(whole.getSlice(at: 0, length: length))
            #expect(throws: RPCError.self) { _ = try Self.read(part) }
        }
    }

    @Test(
        "P-23, P-30: lengths that do not add up are INVALID_ARGUMENT, not processed",
        arguments: [
            raw(field(0x02, [0x61]), length: 5), raw(bytes { $0.writeInteger(UInt8(2)) }),
            raw(bytes { $0.writeMultipleIntegers(UInt8(2), UInt16(9), UInt8(1)) }),
            raw(field(0x03, [9, 0x61])), raw(field(0x04, [])), raw(ByteBuffer(), method: ""),
            raw(ByteBuffer(), method: "a b"), raw(ByteBuffer(), method: "ü"),
        ])
    func malformed(_ payload: ByteBuffer) {
        let error = #expect(throws: RPCError.self) { _ = try Self.read(payload) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.processed == .no)
    }

    @Test("P-26: an ignorable field is skipped, an unknown other one is UNIMPLEMENTED")
    func unknownFields() throws {
        let (head, _) = try Self.read(Self.raw(Self.field(0x80, [1, 2, 3])))
        #expect(head == CallHead(method: Self.method))
        let error = #expect(throws: RPCError.self) { _ = try Self.read(Self.raw(Self.field(0x7F, [1]))) }
        #expect(error?.code == .unimplemented)
        #expect(error?.processed == .no)
    }

    @Test("P-27: the form of a traceparent")
    func traceParent() throws {
        let sound = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        #expect(TraceParent.isValid(sound))
        #expect(TraceParent.isValid("01" + sound.dropFirst(2) + "-later"))
        let wrong = [
            "", sound.uppercased(), String(sound.dropLast()), sound + "0", "ff" + sound.dropFirst(2),
            "01" + sound.dropFirst(2) + "later", sound.replacing("-", with: "_"),
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        ]
        for text in wrong {
            #expect(!TraceParent.isValid(text), "\(text)")
            let error = #expect(throws: RPCError.self) {
                _ = try Self.read(Self.raw(Self.field(0x01, Array(text.utf8))))
            }
            #expect(error?.code == .invalidArgument)
        }
        let twice = bytes {
            $0.writeImmutableBuffer(Self.field(0x01, Array(sound.utf8)))
            $0.writeImmutableBuffer(Self.field(0x01, Array(sound.utf8)))
        }
        #expect(throws: RPCError.self) { _ = try Self.read(Self.raw(twice)) }
    }

    @Test("P-28: an idempotency key has 1 to 64 bytes of visible ASCII")
    func idempotencyKey() throws {
        for (key, isSound) in [
            (String(repeating: "k", count: 64), true), (String(repeating: "k", count: 65), false), ("", false),
            ("a b", false), ("schlüssel", false), ("!~", true),
        ] {
            let fields = Self.field(0x02, Array(key.utf8))
            #expect(((try? Self.read(Self.raw(fields))) != nil) == isSound, "\(key)")
            #expect(
                ((try? Self.written(CallHead(method: Self.method, idempotencyKey: key))) != nil) == isSound, "\(key)")
        }
    }

    @Test("P-29: metadata at its limit is taken, one byte more is RESOURCE_EXHAUSTED")
    func metadataLimit() throws {
        for (count, isSound) in [(100 - 5, true), (100 - 4, false)] {
            let head = CallHead(
                method: Self.method,
                metadata: Metadata([Metadata.Entry(name: "m", value: .binary(Array(repeating: 1, count: count)))]))
            let payload = try Self.written(head)
            if isSound {
                #expect(try Self.read(payload, metadataLimit: 100).0 == head)
                #expect(try Self.written(head, metadataLimit: 100) == payload)
            } else {
                let read = #expect(throws: RPCError.self) { _ = try Self.read(payload, metadataLimit: 100) }
                #expect(read?.code == .resourceExhausted)
                #expect(read?.processed == .no)
                let write = #expect(throws: RPCError.self) { _ = try Self.written(head, metadataLimit: 100) }
                #expect(write?.code == .resourceExhausted)
            }
        }
    }

    @Test("P-29: the default of 16 KiB fits in a head, with many names too")
    func manyNames() throws {
        var metadata = Metadata()
        for _ in 0..<(16_384 / 5) { metadata.append("n", text: "") }
        let head = CallHead(method: Self.method, metadata: metadata)
        #expect(try Self.read(Self.written(head)).0 == head)
        metadata.append("n", text: "")
        #expect(throws: RPCError.self) { _ = try Self.written(CallHead(method: Self.method, metadata: metadata)) }
    }

    @Test("P-29, P-1: names are lower-case ASCII, texts are UTF-8")
    func metadataForm() {
        for name in ["", "Upper", "with space", "ü", String(repeating: "n", count: 256)] {
            let metadata = Metadata([Metadata.Entry(name: name, value: .text("v"))])
            #expect(throws: RPCError.self) { _ = try Self.written(CallHead(method: Self.method, metadata: metadata)) }
        }
        for value in [[1, 0x41, 0x62], [1, 0x61, 0xFF]] as [[UInt8]] {
            let error = #expect(throws: RPCError.self) { _ = try Self.read(Self.raw(Self.field(0x03, value))) }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test("A method's name is 1 to 255 bytes")
    func methodName() throws {
        let longest = String(repeating: "m", count: 255)
        #expect(try Self.read(Self.written(CallHead(method: longest))).0.method == longest)
        for wrong in ["", longest + "m"] {
            #expect(throws: RPCError.self) { _ = try Self.written(CallHead(method: wrong)) }
        }
    }
}

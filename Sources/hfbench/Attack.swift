internal import NIOCore
internal import RPCCore
internal import RPCWire

/// What a hostile peer does on one connection.
struct Attack: Sendable {
    let name: String
    /// Whether the peer says hello first.
    var saysHello = true
    /// Whether it reads what comes.
    var reads = true
    /// How many connections do it at the same time.
    var connections = 1
    /// Whether it goes on without a pause.
    var isFlood = true
    /// The bytes of one round; rounds are numbered from 0 on each connection.
    let round: @Sendable (_ number: UInt32, _ buffer: inout ByteBuffer) -> Void

    static let hello: ByteBuffer = {
        var buffer = ByteBuffer()
        let limits = PeerLimits(.defaults, concurrentCalls: 0, keepalive: .zero)
        ClientHello(capabilities: [.checksums, .streaming], limits: limits).write(into: &buffer)
        return buffer
    }()

    private static let writer = FrameWriter(writesChecksums: true)

    static let all: [Attack] = [
        Attack(name: "ping-flood") { _, buffer in
            for id in 0..<100 as Range<UInt64> { writer.writePing(id, into: &buffer) }
        },
        Attack(name: "open-and-cancel") { number, buffer in
            for index in 0..<50 {
                let stream = (number * 50 + UInt32(index)) * 2 + 1
                writeCall("hyperfleet.v1.BenchService/Download", stream, [0x18, 0x01], into: &buffer)
                writer.writeCancel(stream: stream, cause: .cancelled, into: &buffer)
            }
        },
        Attack(name: "frames-that-say-nothing") { number, buffer in
            if number == 0 { writeOpen("hyperfleet.v1.BenchService/Upload", 1, into: &buffer) }
            for _ in 0..<100 { writeFrame(.message, [], 1, into: &buffer) { _ in } }
        },
        Attack(name: "drops-of-credit") { number, buffer in
            if number == 0 {
                writeCall("hyperfleet.v1.BenchService/Download", 1, [0x10, 0x64, 0x18, 0x01], into: &buffer)
            }
            for _ in 0..<100 { writer.writeCredit(stream: 1, bytes: 1, into: &buffer) }
        },
        Attack(name: "unknown-frames") { _, buffer in
            for _ in 0..<100 {
                buffer.writeMultipleIntegers(UInt32(0), UInt8(0xF0), UInt8(0), UInt16(0), UInt32(0), UInt32(0))
            }
        },
        Attack(name: "refused-calls") { number, buffer in
            for index in 0..<50 {
                writeFrame(.call, [.endOfRequest, .hasMessage], (number * 50 + UInt32(index)) * 2 + 1, into: &buffer) {
                    $0.writeInteger(UInt16(0xFFFF))
                }
            }
        },
        Attack(name: "garbage", saysHello: false) { _, buffer in
            buffer.writeRepeatingByte(0x2A, count: 4_096)
        },
        Attack(name: "length-of-4-GiB") { _, buffer in
            buffer.writeMultipleIntegers(UInt32.max, UInt8(1), UInt8(3), UInt16(0), UInt32(1), UInt32(0))
        },
        Attack(name: "no-hello", saysHello: false, connections: 500, isFlood: false) { _, _ in },
        Attack(name: "slow-frames", connections: 200, isFlood: false) { number, buffer in
            // Of a frame of a mebibyte, a byte a round.
            if number == 0 {
                buffer.writeMultipleIntegers(UInt32(1 << 20), UInt8(1), UInt8(3), UInt16(0), UInt32(1), UInt32(0))
            }
            buffer.writeInteger(UInt8(0))
        },
        Attack(name: "endless-answers-unread", reads: false, connections: 20, isFlood: false) { number, buffer in
            guard number == 0 else { return }
            for stream in 0..<50 as Range<UInt32> {
                writeCall(
                    "hyperfleet.v1.BenchService/Download", stream * 2 + 1, [0x10, 0x80, 0x08, 0x18, 0x01],
                    into: &buffer)
            }
        },
    ]

    // MARK: Frames

    private static func writeFrame(
        _ type: FrameType, _ flags: FrameFlags, _ stream: UInt32, into buffer: inout ByteBuffer,
        _ payload: (inout ByteBuffer) -> Void
    ) {
        let frame = writer.begin(type, stream: stream, in: &buffer)
        payload(&buffer)
        writer.finish(frame, flags: flags, in: &buffer)
    }

    private static func writeCall(
        _ method: String, _ stream: UInt32, _ message: [UInt8], into buffer: inout ByteBuffer
    ) {
        writeFrame(.call, [.endOfRequest, .hasMessage], stream, into: &buffer) { payload in
            writeHead(method, into: &payload)
            payload.writeBytes(message)
        }
    }

    private static func writeOpen(_ method: String, _ stream: UInt32, into buffer: inout ByteBuffer) {
        writeFrame(.call, [], stream, into: &buffer) { writeHead(method, into: &$0) }
    }

    private static func writeHead(_ method: String, into payload: inout ByteBuffer) {
        do throws(RPCError) {
            try CallHead(method: method).write(into: &payload, metadataLimit: 0)
        } catch {
            preconditionFailure("a head without metadata cannot be written: \(error)")
        }
    }
}

import Foundation
import NIOCore
import RPCWire

extension ByteBuffer {
    init(hex: String) {
        self.init()
        var digits = Substring(hex)
        while digits.count >= 2 {
            writeInteger(UInt8(digits.prefix(2), radix: 16) ?? 0)
            digits = digits.dropFirst(2)
        }
    }

    var hex: String {
        readableBytesView.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// A byte buffer of what `body` writes.
func bytes(_ body: (inout ByteBuffer) -> Void) -> ByteBuffer {
    var buffer = ByteBuffer()
    body(&buffer)
    return buffer
}

/// A frame's bytes, right in everything unless the header is changed by `change`; the checksum is computed last.
func frameBytes(
    _ type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, payload: ByteBuffer = ByteBuffer(), checksums: Bool = true,
    length: UInt32? = nil, reserved: UInt16 = 0
) -> ByteBuffer {
    var header = FrameHeader(
        length: length ?? UInt32(payload.readableBytes), type: type, flags: FrameFlags(rawValue: flags),
        reserved: reserved, stream: stream)
    var buffer = ByteBuffer()
    header.write(into: &buffer)
    buffer.writeImmutableBuffer(payload)
    if checksums { header.checksum = CRC32C.checksum(buffer) }
    return bytes {
        header.write(into: &$0)
        $0.writeImmutableBuffer(payload)
    }
}

/// Everything that `decoder` makes of `input`, and the violation that ended it.
func decodeAll(
    _ input: ByteBuffer, _ decoder: inout FrameDecoder
) -> (events: [DecodedEvent], violation: WireViolation?) {
    var events: [DecodedEvent] = []
    decoder.feed(input)
    do throws(WireViolation) {
        while let event = try decoder.next() { events.append(event) }
        return (events, nil)
    } catch {
        return (events, error)
    }
}

extension ContinuousClock.Instant {
    /// A fixed moment that tests count from.
    static let start = ContinuousClock.now

    static func after(seconds: Double) -> ContinuousClock.Instant {
        start.advanced(by: .seconds(1) * seconds)
    }
}

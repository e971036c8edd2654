import NIOCore

/// An input read front to back as numbers and bytes; zeros when it is used up.
struct InputReader {
    private var rest: ArraySlice<UInt8>

    init(_ input: [UInt8]) {
        rest = input[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() -> UInt8 {
        rest.popFirst() ?? 0
    }

    /// A number of as many big-endian bytes as `Number` has.
    mutating func number<Number: FixedWidthInteger>(_: Number.Type) -> Number {
        var number: Number = 0
        for _ in 0..<(Number.bitWidth / 8) { number = number << 8 | Number(truncatingIfNeeded: byte()) }
        return number
    }

    mutating func flag() -> Bool {
        byte() & 1 == 1
    }

    /// At most `count` bytes.
    mutating func bytes(_ count: Int) -> [UInt8] {
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return Array(taken)
    }

    /// At most `count` bytes as text; what is no UTF-8 of them is replaced.
    mutating func text(_ count: Int) -> String {
        String(decoding: bytes(count), as: UTF8.self)
    }

    mutating func remainder() -> [UInt8] {
        bytes(rest.count)
    }

    /// At most 255 bytes, as many as the next byte says.
    mutating func shortBuffer() -> ByteBuffer {
        ByteBuffer(bytes: bytes(Int(byte())))
    }

    mutating func remainingBuffer() -> ByteBuffer {
        ByteBuffer(bytes: remainder())
    }
}

/// Names a call in logs and errors by its connection's number and its stream: `2f-1a7`, hexadecimal.
enum CallIDText {
    /// At most fifteen characters, which Swift keeps without an allocation; connections are numbered anew after
    /// 2^24, long after their calls are forgotten.
    static func make(connection: UInt64, stream: UInt32) -> String {
        String(unsafeUninitializedCapacity: 15) { buffer in
            var count = write(connection & 0xFF_FFFF, into: buffer, at: 0)
            buffer[count] = UInt8(ascii: "-")
            count += 1
            return write(UInt64(stream), into: buffer, at: count)
        }
    }

    /// Writes `value` in hexadecimal digits from `start` and answers where they end.
    private static func write(_ value: UInt64, into buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
        let digits = max(1, (UInt64.bitWidth - value.leadingZeroBitCount + 3) / 4)
        for position in 0..<digits {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(4 * (digits - 1 - position)) & 0xF)
            buffer[start + position] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        }
        return start + digits
    }
}

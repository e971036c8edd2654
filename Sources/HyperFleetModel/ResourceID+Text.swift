extension ResourceID: LosslessStringConvertible {
    /// Reads a UUID's text, `0198c1de-7f2a-7c3b-8d4e-5f60718293a4`, in either case; nil for any other text.
    ///
    /// Any UUID is read, whatever its version: ids of other makers may stand in a database too.
    public init?(_ text: String) {
        var digits = 0
        var high: UInt64 = 0
        var low: UInt64 = 0
        var length = 0
        for byte in text.utf8 {
            defer { length += 1 }
            guard length < 36 else { return nil }
            if Self.isHyphenPlace(length) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let value = Self.hexadecimalValue(byte) else { return nil }
            if digits < 16 { high = high << 4 | value } else { low = low << 4 | value }
            digits += 1
        }
        guard length == 36 else { return nil }
        self.init(high: high, low: low)
    }

    /// The UUID's text in lower case, 36 bytes.
    public var description: String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            var digits = 0
            for place in 0..<36 {
                if Self.isHyphenPlace(place) {
                    buffer[place] = UInt8(ascii: "-")
                    continue
                }
                let half = digits < 16 ? high : low
                let value = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (digits & 15))) & 15
                buffer[place] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
                digits += 1
            }
            return 36
        }
    }

    private static func isHyphenPlace(_ place: Int) -> Bool {
        place == 8 || place == 13 || place == 18 || place == 23
    }

    private static func hexadecimalValue(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

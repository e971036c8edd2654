extension ResourceID: LosslessStringConvertible {
    /// Reads a UUID's text, `0198c1de-7f2a-7c3b-8d4e-5f60718293a4`, in either case; nil for any other text.
    ///
    /// Any UUID is read, whatever its version: ids of other makers may stand in a database too.
    public init?(_ text: String) {
        let bytes = text.utf8.span
        guard bytes.count == 36 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for place in 0..<36 {
            if Self.isHyphenPlace(place) {
                guard bytes[place] == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let value = Self.hexadecimalValue(bytes[place]) else { return nil }
            // The third hyphen parts the halves.
            if place < 18 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
        }
        self.init(high: halves.0, low: halves.1)
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

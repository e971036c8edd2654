internal import JSONModel

/// How many bytes a JSON value takes as PostgreSQL prints a `jsonb`.
///
/// Spaces follow colons and commas, and numbers are written out in full: `1e308` takes 309 digits.
enum StoredJSONSize {
    /// The size of a value in bytes; at most one too many for each negative zero.
    static func bytes(of tape: JSONTape) -> Int {
        tape.withParts { parts in
            parts.all.reduce(0) { $0 + bytes(of: $1, in: parts) }
        }
    }

    /// The size of a part without those within it.
    private static func bytes(of part: JSONPart, in parts: JSONParts) -> Int {
        switch parts.kind(of: part) {
        case .null: 4
        case .boolean: parts.isTrue(part) ? 4 : 5
        case .shortInteger: parts.bytes(of: part).count
        case .number: bytes(ofNumber: parts.number(of: part).text)
        case .string: bytes(ofString: parts.bytes(of: part))
        case .array: 2 + 2 * max(0, parts.count(of: part) - 1)
        case .object: 2 + 2 * max(0, parts.count(of: part) - 1) + 2 * parts.count(of: part)
        }
    }

    private static func bytes(ofString text: UnsafeBufferPointer<UInt8>) -> Int {
        var size = 2
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0a, 0x0c, 0x0d: size += 2
            case 0x00..<0x20: size += 6
            default: size += 1
            }
        }
        return size
    }

    /// A JSON number's size as PostgreSQL's `numeric` prints it: no exponent, at least one digit before the point,
    /// and as many behind it as the text had, moved by its exponent.
    static func bytes(ofNumber text: String) -> Int {
        var sign = 0
        var integerDigits = 0
        var fractionDigits = 0
        var leadingZeros = 0
        var sawDigit = false
        var inFraction = false
        var exponent = 0
        for (place, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-"): sign = 1
            case UInt8(ascii: "."): inFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                exponent = Int(text.utf8.dropFirst(place + 1).drop { $0 == UInt8(ascii: "+") }.text) ?? 0
                return size(sign, integerDigits, fractionDigits, leadingZeros, exponent)
            default:
                if inFraction { fractionDigits += 1 } else { integerDigits += 1 }
                if !sawDigit {
                    if byte == UInt8(ascii: "0") { leadingZeros += 1 } else { sawDigit = true }
                }
            }
        }
        return size(sign, integerDigits, fractionDigits, leadingZeros, exponent)
    }

    private static func size(
        _ sign: Int, _ integerDigits: Int, _ fractionDigits: Int, _ leadingZeros: Int, _ exponent: Int
    ) -> Int {
        let isZero = leadingZeros == integerDigits + fractionDigits
        let before = isZero ? 1 : max(1, integerDigits + exponent - leadingZeros)
        let behind = max(0, fractionDigits - exponent)
        return sign + before + (behind > 0 ? 1 + behind : 0)
    }
}

extension Substring.UTF8View {
    fileprivate var text: String { String(Substring(self)) }
}

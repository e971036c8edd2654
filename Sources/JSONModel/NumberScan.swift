/// One number in a JSON text: where it ends and how large it is written.
struct NumberScan {
    /// Exponents past this are cut here: large enough to be past every limit, small enough to add to.
    private static let cutExponent = 1_000_000_000

    /// Behind the number's last byte.
    let end: Int
    /// Digits before the point.
    private(set) var integerDigits = 0
    /// Digits behind the point.
    private(set) var fractionDigits = 0
    /// The exponent as written, cut at ±1,000,000,000.
    private(set) var exponent = 0
    /// Zeros before the first digit that is not zero, the one before the point included.
    private(set) var leadingZeros = 0
    /// Zeros behind the last digit that is not zero.
    private(set) var trailingZeros = 0

    /// The number that begins at `start`; nil when there is none by JSON's grammar.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        var cursor = start
        var digits = DigitCounter()
        if cursor < bytes.count, bytes[cursor] == UInt8(ascii: "-") { cursor += 1 }
        let integerStart = cursor
        digits.count(bytes, from: &cursor)
        integerDigits = cursor - integerStart
        guard integerDigits == 1 || integerDigits > 1 && bytes[integerStart] != UInt8(ascii: "0") else { return nil }
        if cursor < bytes.count, bytes[cursor] == UInt8(ascii: ".") {
            cursor += 1
            let fractionStart = cursor
            digits.count(bytes, from: &cursor)
            fractionDigits = cursor - fractionStart
            guard fractionDigits > 0 else { return nil }
        }
        if cursor < bytes.count, bytes[cursor] | 0x20 == UInt8(ascii: "e") {
            cursor += 1
            guard let written = Self.exponent(bytes, from: &cursor) else { return nil }
            exponent = written
        }
        end = cursor
        leadingZeros = digits.leadingZeros
        trailingZeros = digits.trailingZeros
    }

    private static func exponent(_ bytes: UnsafeBufferPointer<UInt8>, from cursor: inout Int) -> Int? {
        var isNegative = false
        if cursor < bytes.count, bytes[cursor] == UInt8(ascii: "-") || bytes[cursor] == UInt8(ascii: "+") {
            isNegative = bytes[cursor] == UInt8(ascii: "-")
            cursor += 1
        }
        let start = cursor
        var value = 0
        while cursor < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[cursor] {
            value = min(value * 10 + Int(bytes[cursor] - UInt8(ascii: "0")), cutExponent)
            cursor += 1
        }
        guard cursor > start else { return nil }
        return isNegative ? -value : value
    }

    /// Whether arithmetic on the exponent cannot overflow.
    var exponentIsSmall: Bool { abs(exponent) < Self.cutExponent }

    /// What the number breaks of `limits`, in a sentence; nil when it keeps to them.
    ///
    /// A number that PostgreSQL prints without exponent keeps to them if it did as it was sent.
    func problem(_ limits: JSONLimits) -> String? {
        let written = integerDigits + fractionDigits
        if abs(exponent) > limits.maxExponent {
            return "the number's exponent is past \(limits.maxExponent)"
        }
        guard leadingZeros < written else {
            return fractionDigits - exponent > limits.maxExponent + limits.maxNumberDigits
                ? "the number has more than \(limits.maxExponent + limits.maxNumberDigits) digits behind the point"
                : nil
        }
        if abs(integerDigits + exponent - leadingZeros - 1) > limits.maxExponent {
            return "the number is past 10 to the power of \(limits.maxExponent), up or down"
        }
        // Zeros at the end of a whole number say how large it is; behind a point they say how exact it is.
        let significant = written - leadingZeros - (fractionDigits > exponent ? 0 : trailingZeros)
        return significant > limits.maxNumberDigits
            ? "the number has \(significant) significant digits, more than \(limits.maxNumberDigits)" : nil
    }
}

/// Counts the zeros at both ends of a row of digits.
private struct DigitCounter {
    var leadingZeros = 0
    var trailingZeros = 0
    private var sawDigit = false

    mutating func count(_ bytes: UnsafeBufferPointer<UInt8>, from cursor: inout Int) {
        while cursor < bytes.count {
            switch bytes[cursor] {
            case UInt8(ascii: "0"):
                if sawDigit { trailingZeros += 1 } else { leadingZeros += 1 }
            case UInt8(ascii: "1")...UInt8(ascii: "9"):
                sawDigit = true
                trailingZeros = 0
            default:
                return
            }
            cursor += 1
        }
    }
}

/// A JSON number as it was written; compared by its exact decimal value.
///
/// `1`, `1.0` and `1e0` are equal, `0` and `-0` too; 9007199254740993 and 9007199254740992 are not.
public struct JSONNumber: Sendable {
    /// The number as sent, by JSON's grammar.
    public let text: String

    /// A number of this text; nil when it is no JSON number or its exponent has more than nine digits.
    public init?(_ text: String) {
        var text = text
        let isNumber = text.withUTF8 { bytes in
            guard let scan = NumberScan(bytes, from: 0) else { return false }
            return scan.end == bytes.count && scan.exponentIsSmall
        }
        guard isNumber else { return nil }
        self.text = text
    }

    /// A whole number.
    public init(_ integer: Int64) {
        self.text = String(integer)
    }

    /// A number whose text is known to be one.
    init(checked text: String) {
        self.text = text
    }

    /// Whether it has no fraction: `1.0` and `1e3` have none.
    public var isInteger: Bool {
        isPlainInteger || DecimalForm(text).exponent >= 0
    }

    /// The value, when it is whole and fits.
    public var int64: Int64? {
        isPlainInteger ? Int64(text) : DecimalForm(text).int64
    }

    /// The nearest binary floating-point number; infinite when it is too large for one.
    public var double: Double {
        Double(text) ?? (text.utf8.first == UInt8(ascii: "-") ? -.infinity : .infinity)
    }

    /// Whether dividing by `divisor` leaves nothing, exactly; false for a divisor of zero.
    public func isMultiple(of divisor: JSONNumber) -> Bool {
        if let (value, divisor) = Self.words(self, divisor) { return divisor != 0 && value % divisor == 0 }
        return DecimalForm(text).isMultiple(of: DecimalForm(divisor.text))
    }

    /// About how many steps of the size of a looked-up member `isMultiple(of:)` takes, besides the first few.
    package func workOfDivision(by divisor: JSONNumber) -> Int {
        // Below this the divisor is a machine word, and all is done in a few.
        guard divisor.text.utf8.count > 18 else { return 0 }
        return DecimalForm(text).workOfDivision(by: DecimalForm(divisor.text))
    }

    /// Whether the text has neither a point nor an exponent.
    public var isPlainInteger: Bool {
        !text.utf8.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
    }

    /// Whether it is written with at most 16 digits, the sign counted, and with neither a point nor an exponent.
    var isShortInteger: Bool { text.utf8.count <= 16 && isPlainInteger }

    /// Both as machine words, multiples of one power of ten; nil where they are not short enough for that.
    private static func words(_ left: JSONNumber, _ right: JSONNumber) -> (left: Int64, right: Int64)? {
        guard let left = SmallDecimal(left.text), let right = SmallDecimal(right.text) else { return nil }
        return SmallDecimal.aligned(left, right)
    }
}

extension JSONNumber: Hashable, Comparable {
    /// Whether both are the same number.
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        if left.text == right.text { return true }
        if let (left, right) = words(left, right) { return left == right }
        return DecimalForm(left.text) == DecimalForm(right.text)
    }

    /// Whether the left one is the lesser.
    public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if let (left, right) = words(left, right) { return left < right }
        return DecimalForm(left.text) < DecimalForm(right.text)
    }

    /// Feeds a hash that does not depend on how the number was written.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(DecimalForm(text))
    }
}

extension JSONNumber: CustomStringConvertible {
    /// The number as it was written.
    public var description: String { text }
}

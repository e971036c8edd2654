/// A number of at most 18 digits and without exponent, as a machine word times a power of ten: most numbers there are.
struct SmallDecimal {
    private static let mostDigits = 18

    private let digits: Int64
    private let fractionDigits: Int

    /// The number of a text that keeps to JSON's grammar; nil when it is none of these.
    init?(_ text: String) {
        guard text.utf8.count <= Self.mostDigits + 2 else { return nil }
        var text = text
        guard let (digits, fractionDigits) = text.withUTF8(Self.read) else { return nil }
        self.digits = digits
        self.fractionDigits = fractionDigits
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> (digits: Int64, fractionDigits: Int)? {
        var value: Int64 = 0
        var count = 0
        var point: Int?
        let isNegative = text.first == UInt8(ascii: "-")
        for place in (isNegative ? 1 : 0)..<text.count {
            switch text[place] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value &* 10 &+ Int64(text[place] &- UInt8(ascii: "0"))
                count &+= 1
            case UInt8(ascii: "."): point = count
            default: return nil
            }
        }
        guard count <= mostDigits else { return nil }
        return (isNegative ? -value : value, point.map { count - $0 } ?? 0)
    }

    /// Both numbers as multiples of one power of ten; nil where a machine word does not hold them.
    static func aligned(_ left: SmallDecimal, _ right: SmallDecimal) -> (left: Int64, right: Int64)? {
        let fractionDigits = max(left.fractionDigits, right.fractionDigits)
        guard let leftDigits = left.digits(behindPoint: fractionDigits),
            let rightDigits = right.digits(behindPoint: fractionDigits)
        else { return nil }
        return (leftDigits, rightDigits)
    }

    private func digits(behindPoint wanted: Int) -> Int64? {
        var value = digits
        for _ in 0..<wanted - fractionDigits {
            let (product, isPast) = value.multipliedReportingOverflow(by: 10)
            guard !isPast else { return nil }
            value = product
        }
        return value
    }
}

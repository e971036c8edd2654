/// The value of a number's text: digits times a power of ten, the same for every way to write it.
struct DecimalForm: Hashable {
    /// False for zero.
    let isNegative: Bool
    /// From 0 to 9, the first and the last not zero; none for zero.
    let digits: [UInt8]
    /// The power of ten behind the last digit; 0 for zero.
    let exponent: Int

    /// The form of a text that keeps to JSON's grammar.
    init(_ text: String) {
        var digits: [UInt8] = []
        var exponent = 0
        var isNegative = false
        var isFraction = false
        for (place, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if isFraction { exponent -= 1 }
                if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte - UInt8(ascii: "0")) }
            default:
                exponent += Self.integer(text.utf8.dropFirst(place + 1))
                (self.isNegative, self.digits, self.exponent) = Self.normal(isNegative, digits, exponent)
                return
            }
        }
        (self.isNegative, self.digits, self.exponent) = Self.normal(isNegative, digits, exponent)
    }

    private static func integer(_ digits: Substring.UTF8View) -> Int {
        var value = 0
        for byte in digits where byte >= UInt8(ascii: "0") {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return digits.first == UInt8(ascii: "-") ? -value : value
    }

    private static func normal(_ isNegative: Bool, _ digits: [UInt8], _ exponent: Int) -> (Bool, [UInt8], Int) {
        guard !digits.isEmpty else { return (false, [], 0) }
        let zeros = digits.reversed().prefix { $0 == 0 }.count
        return (isNegative, Array(digits.dropLast(zeros)), exponent + zeros)
    }

    /// The value, when it is whole and fits.
    var int64: Int64? {
        guard !digits.isEmpty else { return 0 }
        guard exponent >= 0, digits.count + exponent <= 19 else { return nil }
        var value: Int64 = 0
        for place in 0..<(digits.count + exponent) {
            let digit = place < digits.count ? Int64(digits[place]) : 0
            let (tenfold, isPast) = value.multipliedReportingOverflow(by: 10)
            let (sum, isPastToo) = tenfold.addingReportingOverflow(isNegative ? -digit : digit)
            if isPast || isPastToo { return nil }
            value = sum
        }
        return value
    }
}

extension DecimalForm: Comparable {
    static func < (left: DecimalForm, right: DecimalForm) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isNearerZero(than: left) : left.isNearerZero(than: right)
    }

    private func isNearerZero(than other: DecimalForm) -> Bool {
        guard !digits.isEmpty, !other.digits.isEmpty else { return digits.isEmpty && !other.digits.isEmpty }
        let (left, right) = (digits.count + exponent, other.digits.count + other.exponent)
        if left != right { return left < right }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}

extension DecimalForm {
    /// Whether dividing by `divisor` leaves nothing; false for a divisor of zero.
    func isMultiple(of divisor: DecimalForm) -> Bool {
        guard !divisor.digits.isEmpty else { return false }
        guard !digits.isEmpty else { return true }
        // Neither row of digits ends in a zero: a lower power of ten than the divisor's cannot be made up for.
        guard exponent >= divisor.exponent else { return false }
        let zeros = exponent - divisor.exponent
        guard divisor.digits.count <= Self.longestWord else {
            return remainder(zeros: min(zeros, divisor.mostZeros), by: divisor.digits).isEmpty
        }
        let modulus = divisor.digits.reduce(0 as UInt64) { $0 * 10 + UInt64($1) }
        let remainder = digits.reduce(0 as UInt64) { ($0 * 10 + UInt64($1)) % modulus }
        return Self.product(remainder, Self.powerOfTen(zeros, modulo: modulus), modulo: modulus) == 0
    }

    /// The steps that long division by `divisor` takes; none where it is not needed.
    func workOfDivision(by divisor: DecimalForm) -> Int {
        guard divisor.digits.count > Self.longestWord, exponent >= divisor.exponent else { return 0 }
        let zeros = min(exponent - divisor.exponent, divisor.mostZeros)
        return (digits.count + zeros) * divisor.digits.count
    }

    /// So many digits are a machine word.
    private static let longestWord = 18

    /// More zeros than this behind a number do not help dividing it: they bring in twos and fives, of which the digits
    /// here have at most log2(10) = 3.4 a digit.
    private var mostZeros: Int { digits.count * 4 }

    private static func powerOfTen(_ power: Int, modulo modulus: UInt64) -> UInt64 {
        var (result, base, power) = (1 % modulus, 10 % modulus, power)
        while power > 0 {
            if power & 1 == 1 { result = product(result, base, modulo: modulus) }
            base = product(base, base, modulo: modulus)
            power >>= 1
        }
        return result
    }

    private static func product(_ left: UInt64, _ right: UInt64, modulo modulus: UInt64) -> UInt64 {
        modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }

    /// The remainder of these digits and `zeros` more by a divisor too long for a machine word, by long division.
    private func remainder(zeros: Int, by divisor: [UInt8]) -> [UInt8] {
        var remainder: [UInt8] = []
        for place in 0..<(digits.count + zeros) {
            let digit = place < digits.count ? digits[place] : 0
            if !remainder.isEmpty || digit != 0 { remainder.append(digit) }
            while Self.isAtLeast(remainder, divisor) { remainder = Self.difference(remainder, divisor) }
            if remainder.isEmpty, place >= digits.count { break }
        }
        return remainder
    }

    private static func isAtLeast(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count != right.count ? left.count > right.count : !left.lexicographicallyPrecedes(right)
    }

    private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var result = left
        var borrow: Int8 = 0
        for place in 1...left.count {
            let lesser = place <= right.count ? Int8(right[right.count - place]) : 0
            var digit = Int8(left[left.count - place]) - lesser - borrow
            borrow = digit < 0 ? 1 : 0
            if digit < 0 { digit += 10 }
            result[left.count - place] = UInt8(digit)
        }
        return Array(result.drop { $0 == 0 })
    }
}

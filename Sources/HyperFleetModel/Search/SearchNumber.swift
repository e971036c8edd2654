internal import JSONModel

/// Reads a search's numbers: size suffixes and durations (behaviour.md section 7.2).
enum SearchNumber {
    /// More digits or a larger exponent would cost PostgreSQL memory for no use.
    private static let maximumDigits = 64
    private static let maximumExponent = 100

    /// The number of `digits` and a suffix: none, `k M G T P` for powers of 1,000, `Ki Mi Gi Ti Pi` for powers of
    /// 1,024, in any case; nil for anything else and for what is too large.
    static func number(digits: String, suffix: String, isNegative: Bool) -> JSONNumber? {
        guard let parts = Parts(digits), parts.significant.count <= maximumDigits,
            abs(parts.exponent) <= maximumExponent
        else { return nil }
        let sign = isNegative ? "-" : ""
        let letters = suffix.lowercased()
        if letters.isEmpty { return JSONNumber("\(sign)\(parts.significant)e\(parts.exponent)") }
        guard let first = letters.first, let power = "kmgtp".firstIndex(of: first) else { return nil }
        let step = "kmgtp".distance(from: "kmgtp".startIndex, to: power) + 1
        switch letters.dropFirst() {
        case "": return JSONNumber("\(sign)\(parts.significant)e\(parts.exponent + 3 * step)")
        case "i":
            guard let whole = Int64(parts.significant) else { return nil }
            let (product, overflow) = whole.multipliedReportingOverflow(by: 1 << (10 * step))
            return overflow ? nil : JSONNumber("\(sign)\(product)e\(parts.exponent)")
        default: return nil
        }
    }

    /// A decimal number as whole digits and the power of ten that they count.
    private struct Parts {
        /// Without zeros in front.
        var significant: String
        var exponent: Int

        init?(_ digits: String) {
            let halves = digits.lowercased().split(separator: "e", omittingEmptySubsequences: false)
            let decimals = halves[0].split(separator: ".", omittingEmptySubsequences: false)
            let fraction = decimals.count > 1 ? decimals[1] : ""
            guard let power = halves.count > 1 ? Int(halves[1]) : 0 else { return nil }
            let trimmed = (decimals[0] + fraction).drop { $0 == "0" }
            significant = trimmed.isEmpty ? "0" : String(trimmed)
            let (exponent, overflow) = power.subtractingReportingOverflow(fraction.count)
            guard !overflow, exponent > Int.min else { return nil }
            self.exponent = exponent
        }
    }

    /// Microseconds of `10m`, `1h30m`, `1.5d` (units `ms s m h d w`); nil for anything else and past 1,000 years.
    static func duration(digits: String, suffix: String) -> Int64? {
        guard let (unit, rest) = unit(in: suffix.lowercased()), let amount = Double(digits) else { return nil }
        let microseconds = (amount * unit).rounded()
        guard microseconds < 3.2e16 else { return nil }
        guard !rest.isEmpty else { return Int64(microseconds) }
        let digits = rest.prefix { ("0"..."9").contains($0) }
        let more = duration(digits: String(digits), suffix: String(rest.dropFirst(digits.count)))
        return more.map { Int64(microseconds) + $0 }
    }

    private static func unit(in text: String) -> (microseconds: Double, rest: Substring)? {
        let units: [(name: String, microseconds: Double)] = [
            ("ms", 1e3), ("s", 1e6), ("m", 60e6), ("h", 3_600e6), ("d", 86_400e6), ("w", 604_800e6),
        ]
        guard let unit = units.first(where: { text.hasPrefix($0.name) }) else { return nil }
        return (unit.microseconds, text.dropFirst(unit.name.count))
    }
}

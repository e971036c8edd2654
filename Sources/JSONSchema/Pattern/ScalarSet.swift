/// A set of code points: a class of a regular expression.
struct ScalarSet: Sendable {
    private var ranges: [ClosedRange<UInt32>] = []
    private var properties: [(property: ScalarProperty, isNegated: Bool)] = []
    private var isNegated = false
    /// The members below 128, a bit each: texts are mostly ASCII, and these are looked up only here.
    private var ascii: (low: UInt64, high: UInt64) = (0, 0)

    /// Adds a range of code points.
    mutating func insert(_ range: ClosedRange<UInt32>) {
        ranges.append(range)
    }

    /// Adds one code point.
    mutating func insert(_ scalar: Unicode.Scalar) {
        ranges.append(scalar.value...scalar.value)
    }

    /// Adds all code points of a property, or all that lack it.
    mutating func insert(_ property: ScalarProperty, isNegated: Bool) {
        properties.append((property, isNegated))
    }

    /// Adds every code point that none of `others` holds; they are in order and do not touch.
    mutating func insert(complementOf others: [ClosedRange<UInt32>]) {
        var next: UInt32 = 0
        for range in others {
            if range.lowerBound > next { ranges.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        ranges.append(next...0x10ffff)
    }

    /// The set as it is matched: `isNegated` turns it round.
    func sealed(isNegated: Bool = false) -> ScalarSet {
        var set = self
        set.isNegated = isNegated
        for value in 0..<128 as Range<UInt32> {
            guard let scalar = Unicode.Scalar(value), set.search(scalar) else { continue }
            if value < 64 { set.ascii.low |= 1 << UInt64(value) } else { set.ascii.high |= 1 << UInt64(value - 64) }
        }
        return set
    }

    /// Whether `scalar` is in the sealed set.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<64: ascii.low >> UInt64(scalar.value) & 1 == 1
        case 64..<128: ascii.high >> UInt64(scalar.value - 64) & 1 == 1
        default: search(scalar)
        }
    }

    private func search(_ scalar: Unicode.Scalar) -> Bool {
        let isListed =
            ranges.contains { $0.contains(scalar.value) }
            || properties.contains { $0.property.holds(for: scalar) != $0.isNegated }
        return isListed != isNegated
    }
}

extension ScalarSet {
    /// `\d`
    static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
    /// `\w`
    static let wordCharacters: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a]
    /// `\s`: ECMA-262's white space and line terminators.
    static let spaces: [ClosedRange<UInt32>] = [
        0x09...0x0d, 0x20...0x20, 0xa0...0xa0, 0x1680...0x1680, 0x2000...0x200a, 0x2028...0x2029, 0x202f...0x202f,
        0x205f...0x205f, 0x3000...0x3000, 0xfeff...0xfeff,
    ]
    /// What `.` leaves out.
    static let lineTerminators: [ClosedRange<UInt32>] = [0x0a...0x0a, 0x0d...0x0d, 0x2028...0x2029]

    /// Every code point of `ranges`, or every other one.
    init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) {
        self.init()
        insert(ranges, isNegated: isNegated)
    }

    /// Adds every code point of `ranges`, or every other one.
    mutating func insert(_ ranges: [ClosedRange<UInt32>], isNegated: Bool) {
        if isNegated {
            insert(complementOf: ranges)
        } else {
            for range in ranges { insert(range) }
        }
    }
}

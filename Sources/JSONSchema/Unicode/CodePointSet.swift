/// A set of code points, as runs in order that do not touch.
struct CodePointSet: Sendable, Hashable {
    private(set) var ranges: [ClosedRange<UInt32>]

    static let last: UInt32 = 0x10ffff
    static let all = CodePointSet([0...last])
    static let empty = CodePointSet([])

    /// The set of all code points in `ranges`, which may lie in any way.
    init(_ ranges: [ClosedRange<UInt32>]) {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let end = merged.last?.upperBound, range.lowerBound <= end + 1 {
                merged[merged.count - 1] = merged[merged.count - 1].lowerBound...max(end, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    init(_ value: UInt32) {
        ranges = [value...value]
    }

    /// Every code point that is not in the set.
    var complement: CodePointSet {
        var others: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { others.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= Self.last { others.append(next...Self.last) }
        return CodePointSet(others)
    }

    func union(_ other: CodePointSet) -> CodePointSet {
        CodePointSet(ranges + other.ranges)
    }

    func contains(_ value: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= value
    }
}

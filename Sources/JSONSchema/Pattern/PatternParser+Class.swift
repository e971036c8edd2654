extension PatternParser {
    /// A class in brackets.
    mutating func readClass() throws(PatternError) -> CodePointSet {
        let start = position
        position += 1
        let isNegated = skip("^")
        var ranges: [ClosedRange<UInt32>] = []
        while true {
            guard next != nil else { throw error("the class is not closed", at: start) }
            if skip("]") {
                let set = CodePointSet(ranges)
                return isNegated ? set.complement : set
            }
            try readClassItem(into: &ranges)
        }
    }

    private mutating func readClassItem(into ranges: inout [ClosedRange<UInt32>]) throws(PatternError) {
        let start = position
        let first = try readClassAtom()
        let isRange = next == "-" && position + 1 < scalars.count && scalars[position + 1] != "]"
        guard isRange, case .codePoint(let lower) = first else {
            insert(first, into: &ranges)
            return
        }
        position += 1
        let last = try readClassAtom()
        guard case .codePoint(let upper) = last else {
            // A class such as \d ends no range: the dash stands for itself.
            insert(first, into: &ranges)
            insert(.codePoint(0x2d), into: &ranges)
            insert(last, into: &ranges)
            return
        }
        guard lower <= upper else { throw error("the range's ends are out of order", at: start) }
        ranges.append(lower...upper)
    }

    private mutating func readClassAtom() throws(PatternError) -> Escape {
        guard let scalar = next else { throw error("the class is not closed") }
        if scalar == "\\" { return try readEscape(inClass: true) }
        position += 1
        return .codePoint(scalar.value)
    }

    private func insert(_ item: Escape, into ranges: inout [ClosedRange<UInt32>]) {
        switch item {
        case .codePoint(let value): ranges.append(value...value)
        case .set(let set): ranges += set.ranges
        case .assertion, .reference: break
        }
    }
}

extension PatternParser {
    /// A class in brackets.
    mutating func readClass() throws(PatternError) -> ScalarSet {
        let start = position
        position += 1
        let isNegated = skip("^")
        var set = ScalarSet()
        while true {
            guard next != nil else { throw error("the class is not closed", at: start) }
            if skip("]") { return set.sealed(isNegated: isNegated) }
            try readClassItem(into: &set)
        }
    }

    private mutating func readClassItem(into set: inout ScalarSet) throws(PatternError) {
        let start = position
        let first = try readClassAtom()
        let isRange = next == "-" && position + 1 < scalars.count && scalars[position + 1] != "]"
        guard isRange, case .scalar(let lower) = first else {
            insert(first, into: &set)
            return
        }
        position += 1
        let last = try readClassAtom()
        guard case .scalar(let upper) = last else {
            // A class such as \d ends no range: the dash stands for itself.
            insert(first, into: &set)
            set.insert("-" as Unicode.Scalar)
            insert(last, into: &set)
            return
        }
        guard lower <= upper else { throw error("the range's ends are out of order", at: start) }
        set.insert(lower.value...upper.value)
    }

    private mutating func readClassAtom() throws(PatternError) -> Escape {
        guard let scalar = next else { throw error("the class is not closed") }
        if scalar == "\\" { return try readEscape(inClass: true) }
        position += 1
        return .scalar(scalar)
    }

    private func insert(_ item: Escape, into set: inout ScalarSet) {
        switch item {
        case .scalar(let scalar): set.insert(scalar)
        case .ranges(let ranges, let isNegated): set.insert(ranges, isNegated: isNegated)
        case .property(let property, let isNegated): set.insert(property, isNegated: isNegated)
        case .assertion: break
        }
    }
}

/// Reads a regular expression of ECMA-262 over code points.
///
/// Back-references and look-around are refused by name: no machine matches them in linear time. As in ECMA-262's
/// annex B, a brace that begins no repetition stands for itself.
struct PatternParser {
    /// How deep groups may stand within each other: the parser takes stack for each.
    private static let deepestGroup = 200
    /// The largest number in a repetition's braces.
    private static let largestCount = 1_000_000

    let scalars: [Unicode.Scalar]
    var position = 0
    private var depth = 0

    init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
    }

    /// The whole pattern.
    ///
    /// - Throws: what is wrong or not supported, with its position.
    static func parse(_ pattern: String) throws(PatternError) -> PatternNode {
        var parser = PatternParser(pattern)
        let node = try parser.readAlternatives()
        guard parser.position == parser.scalars.count else { throw parser.error("')' closes no group") }
        return node
    }

    var next: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    func error(_ message: String, at place: Int? = nil) -> PatternError {
        PatternError(position: place ?? position, message: message)
    }

    private mutating func readAlternatives() throws(PatternError) -> PatternNode {
        var branches = [try readSequence()]
        while skip("|") { branches.append(try readSequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func readSequence() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            let start = position
            let atom = try readAtom()
            parts.append(try readRepetition(of: atom, at: start))
        }
        switch parts.count {
        case 0: return .empty
        case 1: return parts[0]
        default: return .sequence(parts)
        }
    }

    private mutating func readAtom() throws(PatternError) -> PatternNode {
        let scalar = scalars[position]
        switch scalar {
        case "(": return try readGroup()
        case "[": return .set(try readClass())
        case "\\": return try readEscape()
        case "*", "+", "?": throw error("'\(scalar)' has nothing before it to repeat")
        default: break
        }
        if scalar == "{", countsAhead() != nil { throw error("a repetition has nothing before it to repeat") }
        position += 1
        switch scalar {
        case "^": return .assertion(.start)
        case "$": return .assertion(.end)
        case ".": return .set(ScalarSet(ScalarSet.lineTerminators, isNegated: true).sealed())
        default: return .scalar(scalar)
        }
    }

    private mutating func readGroup() throws(PatternError) -> PatternNode {
        let start = position
        position += 1
        if skip("?") { try readGroupKind(from: start) }
        guard depth < Self.deepestGroup else {
            throw error("groups stand more than \(Self.deepestGroup) deep", at: start)
        }
        depth += 1
        let node = try readAlternatives()
        depth -= 1
        guard skip(")") else { throw error("the group is not closed", at: start) }
        return node
    }

    /// What stands behind `(?`.
    private mutating func readGroupKind(from start: Int) throws(PatternError) {
        if skip(":") { return }
        if next == "=" || next == "!" { throw error("look-ahead is not supported", at: start) }
        guard skip("<") else { throw error("'(?' begins no group that is supported", at: start) }
        if next == "=" || next == "!" { throw error("look-behind is not supported", at: start) }
        let nameStart = position
        while let scalar = next, scalar != ">" {
            guard scalar == "_" || scalar == "$" || scalar.properties.isIDContinue else {
                throw error("a group's name holds letters, digits, '_' and '$' only")
            }
            position += 1
        }
        guard position > nameStart, skip(">") else { throw error("the group's name is not closed", at: start) }
    }

    private mutating func readRepetition(of atom: PatternNode, at start: Int) throws(PatternError) -> PatternNode {
        let bounds: (minimum: Int, maximum: Int?)
        let place = position
        switch next {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            guard let counts = countsAhead() else { return atom }
            bounds = (counts.minimum, counts.maximum)
            position = counts.end - 1
        default: return atom
        }
        if case .assertion = atom, scalars[start] != "(" { throw error("an assertion cannot be repeated", at: start) }
        position += 1
        if let maximum = bounds.maximum, maximum < bounds.minimum {
            throw error("the repetition's bounds are out of order", at: place)
        }
        _ = skip("?")
        if let scalar = next, scalar == "*" || scalar == "+" || scalar == "?" || scalar == "{" && countsAhead() != nil {
            throw error("a repetition cannot be repeated")
        }
        return .repetition(atom, minimum: bounds.minimum, maximum: bounds.maximum)
    }

    /// The bounds of `{n}`, `{n,}` or `{n,m}`, if one stands here.
    private func countsAhead() -> (minimum: Int, maximum: Int?, end: Int)? {
        var place = position + 1
        guard let minimum = count(at: &place), place < scalars.count else { return nil }
        var maximum: Int? = minimum
        if scalars[place] == "," {
            place += 1
            maximum = count(at: &place)
        }
        guard place < scalars.count, scalars[place] == "}" else { return nil }
        return (minimum, maximum, place + 1)
    }

    private func count(at place: inout Int) -> Int? {
        let start = place
        var value = 0
        while place < scalars.count, "0"..."9" ~= scalars[place] {
            value = min(value * 10 + Int(scalars[place].value - 0x30), Self.largestCount)
            place += 1
        }
        return place > start ? value : nil
    }
}

/// Reads a regular expression of ECMA-262 over code points, with the meaning that its flag `u` gives.
///
/// As in ECMA-262's annex B, a brace that begins no repetition stands for itself, and so do a closing bracket and
/// an escaped character of ASCII that is no letter, digit or `_`: many schemas have these.
struct PatternParser {
    /// How deep groups may stand within each other: the parser takes stack for each.
    private static let deepestGroup = 200
    /// The largest number in a repetition's braces.
    static let largestCount = 1_000_000

    let scalars: [Unicode.Scalar]
    var position = 0
    private var depth = 0
    private var groupCount = 0
    /// Names of groups of which two cannot take part in one match: those before, in this alternative and around it.
    private var groupNames: Set<String> = []
    /// Back-references, each with its place: a group may follow its reference.
    var references: [(target: PatternReference, position: Int)] = []
    private var groupsOfName: [String: [Int]] = [:]
    /// The first thing that no automaton can match.
    private var nonlinear: PatternError?
    /// The first thing that is well formed but not supported.
    private var unsupported: PatternError?

    private init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
    }

    /// The whole pattern.
    ///
    /// - Throws: what is wrong or not supported, with its position.
    static func parse(_ pattern: String) throws(PatternError) -> ParsedPattern {
        var parser = PatternParser(pattern)
        let node = try parser.readPattern()
        if let unsupported = parser.unsupported { throw unsupported }
        return ParsedPattern(
            node: node, groupCount: parser.groupCount, groupsOfName: parser.groupsOfName, nonlinear: parser.nonlinear)
    }

    /// Whether the text is a regular expression of ECMA-262, be it one that is matched here or not.
    static func isWellFormed(_ pattern: String) -> Bool {
        var parser = PatternParser(pattern)
        do throws(PatternError) {
            _ = try parser.readPattern()
            return true
        } catch {
            return false
        }
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

    /// Keeps in mind what no automaton can match.
    mutating func noteNonlinear(_ message: String, at place: Int) {
        if nonlinear == nil { nonlinear = error(message, at: place) }
    }

    private mutating func readPattern() throws(PatternError) -> PatternNode {
        let node = try readAlternatives()
        guard position == scalars.count else { throw error("')' closes no group") }
        for (target, place) in references {
            let isKnown =
                switch target {
                case .number(let number): number <= groupCount
                case .name(let name): groupNames.contains(name)
                }
            guard isKnown else { throw error("the back-reference is to no group", at: place) }
        }
        return node
    }

    private mutating func readAlternatives() throws(PatternError) -> PatternNode {
        let outerNames = groupNames
        var branches = [try readSequence()]
        var names = groupNames
        while skip("|") {
            groupNames = outerNames
            branches.append(try readSequence())
            names.formUnion(groupNames)
        }
        groupNames = names
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
        case ".": return .set(PatternClasses.dot)
        default: return .set(CodePointSet(scalar.value))
        }
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
        guard !isAssertion(from: start, atom) else { throw error("an assertion cannot be repeated", at: start) }
        position += 1
        if let maximum = bounds.maximum, maximum < bounds.minimum {
            throw error("the repetition's bounds are out of order", at: place)
        }
        let isLazy = skip("?")
        if let scalar = next, scalar == "*" || scalar == "+" || scalar == "?" || scalar == "{" && countsAhead() != nil {
            throw error("a repetition cannot be repeated")
        }
        return .repetition(atom, minimum: bounds.minimum, maximum: bounds.maximum, isLazy: isLazy)
    }

    /// Whether the atom that began at `start` is an assertion, look-around included; in a group it is an atom.
    private func isAssertion(from start: Int, _ atom: PatternNode) -> Bool {
        guard scalars[start] == "(" else {
            if case .assertion = atom { return true }
            return false
        }
        guard case .look = atom else { return false }
        // A group that holds nothing but look-around is not told from it by its node.
        return start + 2 < scalars.count && scalars[start + 1] == "?" && scalars[start + 2] != ":"
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

// Groups.
extension PatternParser {
    private enum GroupKind {
        case plain
        case capturing(Int)
        case look(isAhead: Bool, isNegated: Bool)
    }

    private mutating func readGroup() throws(PatternError) -> PatternNode {
        let start = position
        position += 1
        let kind = skip("?") ? try readGroupKind(from: start) : nextGroup()
        guard depth < Self.deepestGroup else {
            throw error("groups stand more than \(Self.deepestGroup) deep", at: start)
        }
        depth += 1
        let node = try readAlternatives()
        depth -= 1
        guard skip(")") else { throw error("the group is not closed", at: start) }
        switch kind {
        case .plain: return node
        case .capturing(let number): return .group(node, number)
        case .look(let isAhead, let isNegated): return .look(node, isAhead: isAhead, isNegated: isNegated)
        }
    }

    private mutating func nextGroup() -> GroupKind {
        groupCount += 1
        return .capturing(groupCount)
    }

    /// What stands behind `(?`.
    private mutating func readGroupKind(from start: Int) throws(PatternError) -> GroupKind {
        if skip(":") { return .plain }
        if let isNegated = skipLookSign() {
            noteNonlinear("look-ahead is not supported", at: start)
            return .look(isAhead: true, isNegated: isNegated)
        }
        guard skip("<") else {
            try readModifiers(from: start)
            return .plain
        }
        if let isNegated = skipLookSign() {
            noteNonlinear("look-behind is not supported", at: start)
            return .look(isAhead: false, isNegated: isNegated)
        }
        let kind = nextGroup()
        let name = try readGroupName(from: start)
        guard groupNames.insert(name).inserted else { throw error("two groups have the name '\(name)'", at: start) }
        groupsOfName[name, default: []].append(groupCount)
        return kind
    }

    /// Whether the look-around whose sign stands here is negated; nil when none stands here.
    private mutating func skipLookSign() -> Bool? {
        if skip("=") { return false }
        return skip("!") ? true : nil
    }

    /// A group's name and the bracket behind it.
    mutating func readGroupName(from start: Int) throws(PatternError) -> String {
        var name = String.UnicodeScalarView()
        while let scalar = next, scalar != ">" {
            let isAllowed = scalar == "$" || scalar == "_" || scalar.properties.isIDStart
            guard isAllowed || !name.isEmpty && (scalar.properties.isIDContinue || 0x200c...0x200d ~= scalar.value)
            else {
                throw error("a group's name holds letters, digits, '_' and '$' only, and begins with no digit")
            }
            name.append(scalar)
            position += 1
        }
        guard !name.isEmpty, skip(">") else { throw error("the group's name is not closed", at: start) }
        return String(name)
    }

    /// Flags for a group, as in `(?i-s:`.
    private mutating func readModifiers(from start: Int) throws(PatternError) {
        var seen: Set<Unicode.Scalar> = []
        var hasDash = false
        while let scalar = next, scalar != ":" {
            let isNew = scalar == "-" ? !hasDash : "ims".unicodeScalars.contains(scalar) && seen.insert(scalar).inserted
            guard isNew else { throw error("'(?' begins no group that is supported", at: start) }
            hasDash = hasDash || scalar == "-"
            position += 1
        }
        guard skip(":"), !seen.isEmpty else { throw error("'(?' begins no group that is supported", at: start) }
        if unsupported == nil { unsupported = error("modifiers of a group are not supported", at: start) }
    }
}

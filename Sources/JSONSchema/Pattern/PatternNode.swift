/// What a regular expression says, as its parser understood it.
///
/// Only whether a text matches is asked, so that what groups capture and whether a repetition is lazy matters only to
/// back-references: where there are none and no look-around, an automaton does without.
indirect enum PatternNode: Sendable {
    case empty
    /// One code point of these.
    case set(CodePointSet)
    case assertion(PatternAssertion)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    /// At least `minimum` times, at most `maximum`; without a bound when that is nil.
    case repetition(PatternNode, minimum: Int, maximum: Int?, isLazy: Bool)
    /// A capturing group, with its number from 1.
    case group(PatternNode, Int)
    case reference(PatternReference)
    case look(PatternNode, isAhead: Bool, isNegated: Bool)
}

/// Which group's text a back-reference wants again.
enum PatternReference: Sendable {
    case number(Int)
    case name(String)
}

/// A condition on a place between two code points.
enum PatternAssertion: Sendable {
    case start
    case end
    case wordBoundary
    case noWordBoundary
}

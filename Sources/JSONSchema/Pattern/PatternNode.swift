/// What a regular expression says, as its parser understood it.
///
/// Groups leave no trace: nothing is captured, only whether a text matches is asked. Lazy and greedy repetition are
/// one for the same reason.
indirect enum PatternNode: Sendable {
    case empty
    /// One code point of these.
    case set(CodePointSet)
    case assertion(PatternAssertion)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    /// At least `minimum` times, at most `maximum`; without a bound when that is nil.
    case repetition(PatternNode, minimum: Int, maximum: Int?)
}

/// A condition on a place between two code points.
enum PatternAssertion: Sendable {
    case start
    case end
    case wordBoundary
    case noWordBoundary
}

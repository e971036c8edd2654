/// A regular expression as its parser understood it.
struct ParsedPattern: Sendable {
    let node: PatternNode
    /// How many capturing groups it has.
    let groupCount: Int
    /// The groups of each name: several where at most one of them takes part in a match.
    let groupsOfName: [String: [Int]]
    /// The first thing in it that no automaton can match, look-around or a back-reference; nil when one can match all.
    let nonlinear: PatternError?
}

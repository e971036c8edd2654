/// A regular expression of ECMA-262, matched in time linear in the text.
///
/// As JSON Schema wants it, a pattern matches when any part of the text does, unless it is anchored; `\d` and `\w` are
/// ASCII; a text's unit is the code point.
struct Pattern: Sendable {
    /// As the schema has it.
    let source: String
    private let program: PatternProgram

    /// The pattern of this source.
    ///
    /// - Throws: what is wrong and where, when it is malformed, too large, or needs what cannot
    ///   be matched in linear time.
    init(_ source: String) throws(PatternError) {
        self.source = source
        self.program = try PatternProgram(PatternParser.parse(source))
    }

    /// Whether any part of the text matches; nil when `budget`, in steps of the machine, did not suffice.
    ///
    /// Takes what it used off `budget`.
    func matches(_ text: String, budget: inout Int) -> Bool? {
        var matcher = PatternMatcher(program)
        let answer = matcher.matches(text, budget: budget)
        budget -= matcher.steps
        return answer
    }

    /// How many states the machine has.
    var stateCount: Int { program.instructions.count }
}

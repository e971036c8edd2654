/// A regular expression of ECMA-262, matched in time linear in the text; where look-around and back-references are
/// allowed, by trying ways within a number of steps.
///
/// As JSON Schema wants it, a pattern matches when any part of the text does, unless it is anchored; `\d` and `\w` are
/// ASCII; a text's unit is the code point.
final class Pattern: Sendable {
    /// As the schema has it.
    let source: String
    private let machine: Machine

    /// How the pattern is matched: by its table, where that is too large by its program, and by trying ways where
    /// neither can.
    private enum Machine: Sendable {
        case automaton(PatternAutomaton)
        case program(PatternProgram)
        case backtracking(BacktrackingProgram)
    }

    /// The pattern of this source.
    ///
    /// - Throws: what is wrong and where, when it is malformed, too large, or needs what cannot be matched in linear
    ///   time and `allowsBacktracking` is false.
    init(_ source: String, allowsBacktracking: Bool = false) throws(PatternError) {
        let parsed = try PatternParser.parse(source)
        self.source = source
        if allowsBacktracking, parsed.nonlinear != nil {
            let program = try BacktrackingProgram(parsed)
            stateCount = program.instructions.count
            machine = .backtracking(program)
            return
        }
        let program = try PatternProgram(parsed)
        stateCount = program.instructions.count
        machine = PatternAutomatonBuilder.build(program).map { .automaton($0) } ?? .program(program)
    }

    /// How many states the pattern's program has.
    let stateCount: Int

    /// What it takes in memory and in time to build: its program's states and its table's entries. One whose table came
    /// out too large counts as if it had the largest.
    var size: Int {
        switch machine {
        case .automaton(let automaton): stateCount + automaton.size
        case .program: stateCount + PatternAutomaton.largestSize
        case .backtracking: stateCount
        }
    }

    /// Whether matching is looking up a table.
    var hasTable: Bool {
        switch machine {
        case .automaton: true
        case .program, .backtracking: false
        }
    }

    /// Whether any part of the text matches; nil when `budget`, in steps of the machine, did not suffice.
    ///
    /// Takes what it used off `budget`: with a table the bytes looked at, otherwise the states looked at for each.
    func matches(_ text: String, budget: inout Int) -> Bool? {
        matches(text.utf8.span, budget: &budget)
    }

    /// As above, of valid UTF-8.
    func matches(_ text: Span<UInt8>, budget: inout Int) -> Bool? {
        switch machine {
        case .automaton(let automaton):
            return automaton.matches(text, budget: &budget)
        case .program(let program):
            var simulation = PatternSimulation(program)
            let answer = simulation.matches(text, budget: budget)
            budget -= simulation.steps
            return answer
        case .backtracking(let program):
            var run = BacktrackingRun(program, limit: budget)
            let answer = run.matches(text)
            budget -= run.steps
            return answer
        }
    }
}

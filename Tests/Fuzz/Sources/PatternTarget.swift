@testable import JSONSchema

/// Regular expressions of strangers, on texts of strangers: what is compiled is matched alike by its table, by its
/// program and by trying ways, in bounded steps; what is refused has a place.
enum PatternTarget {
    /// Steps for trying ways, which may take any number.
    private static let searchLimit = 20_000

    static func run(_ reader: inout InputReader) throws(BrokenInvariant) {
        let source = reader.text(Int(reader.byte() & 0x3f))
        let text = reader.text(64)
        let parsed: ParsedPattern
        let program: BacktrackingProgram
        do throws(PatternError) {
            parsed = try PatternParser.parse(source)
            program = try BacktrackingProgram(parsed)
        } catch {
            try require(
                (0...source.unicodeScalars.count).contains(error.position), "place \(error.position) of \(source)")
            return
        }
        try require(PatternParser.isWellFormed(source), "\(source) is compiled and yet malformed")
        let found = try search(program, source, text)
        guard parsed.nonlinear == nil else { return }
        let simulated = try simulate(parsed, source, text)
        let isAlike = found == nil || simulated == nil || found == simulated
        try require(isAlike, "\(source) on \(text.debugDescription): tried \(found == true)")
    }

    /// Whether trying ways finds a match; nil when it took too many.
    private static func search(
        _ program: BacktrackingProgram, _ source: String, _ text: String
    ) throws(BrokenInvariant) -> Bool? {
        var run = BacktrackingRun(program, limit: searchLimit)
        let found = run.matches(text.utf8.span)
        // The last step may compare a whole text.
        try require(run.steps <= searchLimit + 1 + text.utf8.count, "\(source) took \(run.steps) steps")
        return found
    }

    /// Whether the program matches, as its table must say too; nil when it is too large.
    private static func simulate(
        _ parsed: ParsedPattern, _ source: String, _ text: String
    ) throws(BrokenInvariant) -> Bool? {
        let program: PatternProgram
        do throws(PatternError) {
            program = try PatternProgram(parsed)
        } catch {
            return nil
        }
        var simulation = PatternSimulation(program)
        let answer = simulation.matches(text.utf8.span, budget: .max)
        // Each state is entered once and left once for each place.
        let most = 3 * program.instructions.count * (text.unicodeScalars.count + 2)
        try require(simulation.steps <= most, "\(source) took \(simulation.steps) steps")
        guard let answer else { throw BrokenInvariant("\(source) ended before its text") }
        guard let automaton = PatternAutomatonBuilder.build(program) else { return answer }
        var budget = Int.max
        let found = automaton.matches(text.utf8.span, budget: &budget)
        try require(found == answer, "\(source) on \(text.debugDescription): the table says \(found)")
        try require(Int.max - budget <= text.utf8.count, "the table took \(Int.max - budget) steps")
        return answer
    }
}

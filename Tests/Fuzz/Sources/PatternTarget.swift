@testable import JSONSchema

/// Regular expressions of strangers, on texts of strangers: what is compiled is matched alike by its table and by its
/// program, in bounded steps; what is refused has a place.
enum PatternTarget {
    static func run(_ reader: inout InputReader) throws(BrokenInvariant) {
        let source = reader.text(Int(reader.byte() & 0x3f))
        let text = reader.text(64)
        let program: PatternProgram
        do throws(PatternError) {
            program = try PatternProgram(PatternParser.parse(source))
        } catch {
            try require(
                (0...source.unicodeScalars.count).contains(error.position), "place \(error.position) of \(source)")
            return
        }
        try require(PatternParser.isWellFormed(source), "\(source) is compiled and yet malformed")
        let simulated = try simulate(program, source, text)
        guard let automaton = PatternAutomatonBuilder.build(program) else { return }
        var budget = Int.max
        let answer = automaton.matches(text.utf8.span, budget: &budget)
        try require(answer == simulated, "\(source) on \(text.debugDescription): the table says \(answer)")
        try require(Int.max - budget <= text.utf8.count, "the table took \(Int.max - budget) steps")
    }

    private static func simulate(
        _ program: PatternProgram, _ source: String, _ text: String
    ) throws(BrokenInvariant) -> Bool {
        var simulation = PatternSimulation(program)
        let answer = simulation.matches(text.utf8.span, budget: .max)
        // Each state is entered once and left once for each place.
        let most = 3 * program.instructions.count * (text.unicodeScalars.count + 2)
        try require(simulation.steps <= most, "\(source) took \(simulation.steps) steps")
        guard let answer else { throw BrokenInvariant("\(source) ended before its text") }
        return answer
    }
}

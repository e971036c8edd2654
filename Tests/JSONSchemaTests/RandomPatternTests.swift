import TestSupport
import Testing

@testable import JSONSchema

@Suite(.oneAtATime) struct RandomPatternTests {
    /// The table, the simulation of the program, the search and a plain matcher that tries every way find the same.
    @Test func allMachinesAgree() throws {
        var maker = RandomPatternMaker(SeededGenerator(for: "patterns"))
        var matchCount = 0
        var tooLargeCount = 0
        for _ in 0..<500 {
            let random = maker.pattern(depth: 2)
            let parsed = try PatternParser.parse(random.source)
            let program = try PatternProgram(parsed)
            let backtracking = try BacktrackingProgram(parsed)
            guard let automaton = PatternAutomatonBuilder.build(program) else {
                tooLargeCount += 1
                continue
            }
            for _ in 0..<4 {
                let text = maker.text()
                let expected = random.matches(Array(text.unicodeScalars))
                var budget = Int.max
                let answer = automaton.matches(text.utf8.span, budget: &budget)
                var simulation = PatternSimulation(program)
                let simulated = simulation.matches(text.utf8.span, budget: .max)
                let place = "\(random.source) on \(text.debugDescription)"
                var run = BacktrackingRun(backtracking, limit: 100_000)
                let tried = run.matches(text.utf8.span)
                #expect(tried == expected || tried == nil, "trying ways: \(place)")
                #expect(answer == expected, "the table: \(place)")
                #expect(simulated == expected, "the simulation: \(place)")
                #expect(Int.max - budget <= text.utf8.count, "steps of the table: \(place)")
                if expected { matchCount += 1 }
            }
        }
        // Few nested repetitions are too large for a table.
        #expect(tooLargeCount < 25)
        // Neither all nor none: otherwise this shows little.
        #expect(200...1800 ~= matchCount)
    }
}

/// Makes patterns and texts of a few code points, so that many match.
private struct RandomPatternMaker {
    private var generator: SeededGenerator
    private var groupCount = 0

    private static let characters: [Unicode.Scalar] = ["a", "b", "é", "😀", "-", "_", " ", "\n", "1", "字"]

    private static let classes: [(String, @Sendable (Unicode.Scalar) -> Bool)] = [
        (".", { $0 != "\n" }),
        ("\\w", { RandomPattern.isWord($0) }),
        ("\\W", { !RandomPattern.isWord($0) }),
        ("\\d", { $0 == "1" }),
        ("\\s", { $0 == " " || $0 == "\n" }),
        ("[^a]", { $0 != "a" }),
        ("[a-z_]", { $0 == "a" || $0 == "b" || $0 == "_" }),
        ("[é-😀]", { $0 >= "é" && $0 <= "😀" }),
        ("\\p{L}", { $0.properties.isAlphabetic }),
        ("[]", { _ in false }),
        ("[^]", { _ in true }),
    ]

    private static let atoms: [RandomPattern] =
        characters.map { RandomPattern.character($0) } + classes.map { RandomPattern.set($0.0, $0.1) }
        + [RandomPattern.start, .end, .boundary, .noBoundary]

    private static let repetitions: [(String, Int, Int)] = [
        ("*", 0, 99), ("+", 1, 99), ("?", 0, 1), ("{2}", 2, 2), ("{1,3}", 1, 3), ("{2,}?", 2, 99), ("*?", 0, 99),
        ("{0}", 0, 0),
    ]

    init(_ generator: SeededGenerator) {
        self.generator = generator
    }

    mutating func text() -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<number(below: 8) { text.append(one(of: Self.characters)) }
        return String(text)
    }

    mutating func pattern(depth: Int) -> RandomPattern {
        .alternatives((0...number(below: 3)).map { _ in sequence(depth: depth) })
    }

    private mutating func sequence(depth: Int) -> RandomPattern {
        .sequence(
            (0..<number(below: 5)).map { _ in
                let part = depth > 0 && number(below: 3) == 0 ? group(depth: depth) : one(of: Self.atoms)
                return number(below: 3) == 0 ? repetition(of: part) : part
            })
    }

    private mutating func group(depth: Int) -> RandomPattern {
        groupCount += 1
        return .group(one(of: ["", "?:", "?<g\(groupCount)>"]), pattern(depth: depth - 1))
    }

    private mutating func repetition(of part: RandomPattern) -> RandomPattern {
        let (suffix, minimum, maximum) = one(of: Self.repetitions)
        switch part {
        // An assertion is repeated in a group only.
        case .start, .end, .boundary, .noBoundary:
            return .repetition(.group("?:", part), suffix, minimum: minimum, maximum: maximum)
        default: return .repetition(part, suffix, minimum: minimum, maximum: maximum)
        }
    }

    private mutating func number(below limit: Int) -> Int {
        Int.random(in: 0..<limit, using: &generator)
    }

    private mutating func one<Element>(of elements: [Element]) -> Element {
        elements[number(below: elements.count)]
    }
}

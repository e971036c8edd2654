import JSONModel
import TestSupport
import Testing

@testable import JSONSchema

/// Patterns that no automaton matches, where they are allowed.
@Suite(.oneAtATime) struct BacktrackingTests {
    @Test(
        arguments: [
            ("^(ab|cd)-\\1$", ["ab-ab", "cd-cd"], ["ab-cd", "ab-"]),
            ("^(?<q>['\"]).*\\k<q>$", ["'a'", "\"a\""], ["'a\"", "a"]), ("\\k<n>(?<n>a)", ["a"], ["b"]),
            ("^(?:(?<n>a)|(?<n>b))\\k<n>$", ["aa", "bb"], ["ab", "a"]),
            ("^(?=.*[A-Z])(?=.*\\d).{4,}$", ["aB3d", "1234X"], ["ab3d", "aBcd", "A1"]),
            ("^(?!-)[a-z-]+(?<!-)$", ["a-b"], ["-a", "a-", "-"]), ("(?<=€)\\d+", ["€5"], ["$5", "5€"]),
            ("(?<!€)5", ["5"], ["€5"]), ("(?<=a+)b", ["aab"], ["b", "cb"]), ("(?<=(\\w)\\1)!", ["aa!", "a!"], ["!"]),
            ("(?<=\\1(\\w))!", ["aa!", "😀aa!"], ["ab!"]), ("^(a)?\\1b$", ["b", "aab"], ["ab"]),
            ("^(?:(a)|b)*\\1$", ["ab", "aa", "b", ""], ["abx"]), ("^(?:a(?=b)|b)+$", ["abab", "b"], ["aab"]),
            ("^(?=(a+?))\\1b$", ["ab"], ["aab"]), ("^(?=(a+))\\1b$", ["ab", "aab"], ["b"]),
            ("^(?!(a))\\1b$", ["b"], ["ab"]), ("^(a*)*\\1$", ["", "aaa"], ["b"]), ("^((?=a))*a$", ["a"], ["b"]),
            ("^(é|字)(?:\\1){2}$", ["ééé", "字字字"], ["éé字"]), ("(?<=^|,)x", ["x", "a,x"], ["ax"]),
            ("^(.)(?:\\1|(?=b)b)$", ["aa", "ab", "😀😀"], ["ac"]), ("(?=\\bfoo\\b)", ["a foo"], ["food"]),
        ] as [(String, [String], [String])])
    func matching(source: String, matching: [String], others: [String]) throws {
        #expect(throws: PatternError.self) { try Pattern(source) }
        let pattern = try Pattern(source, allowsBacktracking: true)
        for text in matching { #expect(answer(pattern, text) == true, "\(source) on \(text.debugDescription)") }
        for text in others { #expect(answer(pattern, text) == false, "\(source) on \(text.debugDescription)") }
    }

    /// A search that would take exponential time, or much room, ends when its steps do.
    @Test(arguments: ["^(?=(a+)+$)", "^(a*)*\\1b$", "(?=a)(a|aa)+$\\b!", "(?<=(a|a?)*)b"])
    func workEnds(source: String) throws {
        let pattern = try Pattern(source, allowsBacktracking: true)
        var budget = 200_000
        #expect(pattern.matches(String(repeating: "a", count: 5000) + "!", budget: &budget) == nil)
        #expect(budget < 0 && budget > -10_000)
    }

    /// What an automaton matches is left to it.
    @Test func linearPatternsStayLinear() throws {
        #expect(try Pattern("^(a+)+$", allowsBacktracking: true).hasTable)
        #expect(throws: PatternError.self) { try Pattern("(?=a{20000})", allowsBacktracking: true) }
        #expect(throws: PatternError.self) { try Pattern("(?i:a)", allowsBacktracking: true) }
    }

    @Test func schemasChoose() throws {
        let document = try json(#"{"pattern":"^(?!x)","patternProperties":{"(a)\\1":false}}"#)
        #expect(throws: SchemaCompileError.self) {
            try SchemaCompiler(document: document, dialect: .openAPI31).compile(at: .root)
        }
        let schema = try SchemaCompiler(
            document: document, dialect: .openAPI31, options: SchemaOptions(allowsBacktracking: true)
        ).compile(at: .root)
        #expect(schema.isValid(.string("ax")))
        #expect(!schema.isValid(.string("xa")))
        #expect(!schema.isValid(try json(#"{"aa":1}"#)))
        #expect(schema.isValid(try json(#"{"ab":1}"#)))
    }

    private func answer(_ pattern: Pattern, _ text: String) -> Bool? {
        var budget = 100_000
        return pattern.matches(text, budget: &budget)
    }
}

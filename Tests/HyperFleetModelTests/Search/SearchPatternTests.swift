import HyperFleetModel
import Testing

@Suite("Search patterns")
struct SearchPatternTests {
    @Test(
        "Patterns match as SQL's LIKE does",
        arguments: [
            ("a%", "abc", true), ("a%", "ba", false), ("%", "", true), ("_", "é", true), ("_", "", false),
            ("a\\%", "a%", true), ("a\\%", "ab", false), ("%b%d", "abcd", true), ("%b%d", "abdc", false),
            ("A%", "abc", false), ("%%%a", "bba", true), ("a_c", "abc", true), ("a_c", "ac", false),
        ])
    func matches(pattern: String, text: String, expected: Bool) throws {
        #expect(try #require(SearchPattern(pattern, ignoresCase: false)).matches(text) == expected)
    }

    @Test("ILIKE folds A to Z and nothing else")
    func foldsASCII() throws {
        #expect(try #require(SearchPattern("AbC%", ignoresCase: true)).matches("aBcd"))
        #expect(!(try #require(SearchPattern("É", ignoresCase: true)).matches("é")))
    }

    @Test("A prefix ends at the first wildcard; a pattern that ends in a lone backslash is none")
    func prefix() throws {
        #expect(try #require(SearchPattern("pro\\_d_%", ignoresCase: false)).prefix == "pro_d")
        #expect(try #require(SearchPattern("pro%", ignoresCase: true)).prefix == "")
        #expect(SearchPattern("a\\", ignoresCase: false) == nil)
        #expect(SearchPattern("a\\\\", ignoresCase: false) != nil)
    }
}

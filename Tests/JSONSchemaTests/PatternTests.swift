import TestSupport
import Testing

@testable import JSONSchema

@Suite(.oneAtATime) struct PatternTests {
    /// Patterns with texts that they match and texts that they do not.
    @Test(
        arguments: [
            ("abc", ["abc", "xabcx"], ["", "ab", "ABC"]), ("^abc$", ["abc"], ["xabc", "abcx", "abc\n"]),
            ("", ["", "x"], []), ("^$", [""], ["x", "\n"]), ("a|b|", ["a", "b", "x", ""], []),
            ("^(a|bc)$", ["a", "bc"], ["b", "abc"]),
            ("^a*$", ["", "aaa"], ["ab"]), ("^a+?$", ["a", "aa"], [""]), ("^a??b$", ["b", "ab"], ["aab"]),
            ("^a{2}$", ["aa"], ["a", "aaa"]), ("^a{2,}$", ["aa", "aaaaa"], ["a"]),
            ("^a{1,3}$", ["a", "aaa"], ["", "aaaa"]),
            ("^a{0}$", [""], ["a"]), ("^(ab){2,3}?$", ["abab", "ababab"], ["ab", "abababab"]),
            ("^a{,3}$", ["a{,3}"], ["aaa"]),
            ("^{$", ["{"], ["x"]), ("^x{a}$", ["x{a}"], ["x"]), ("^(?:a|b)c$", ["ac", "bc"], ["c"]),
            ("^(?<name>a)$", ["a"], ["b"]),
            (".", ["a", "é", "😀", "\u{85}"], ["", "\n", "\r", "\u{2028}", "\u{2029}"]),
            ("^.$", ["😀", "\u{301}"], ["ab"]),
            ("^[abc]$", ["a", "c"], ["d", ""]), ("^[^abc]$", ["d", "\n", "😀"], ["a", ""]),
            ("^[a-c-]$", ["b", "-"], ["d"]),
            ("^[]$", [], ["", "a"]), ("^[^]$", ["a", "\n"], [""]), ("^[a\\-z]$", ["-", "a", "z"], ["b"]),
            ("^[\\w.]$", ["a", "_", "."], ["-"]),
            ("^[\\d-x]$", ["1", "-", "x"], ["a"]), ("^[+--]$", ["+", ",", "-"], ["."]), ("^[\\]]$", ["]"], ["\\"]),
            ("^[\\b]$", ["\u{8}"], ["b"]),
            ("^\\d$", ["0", "9"], ["a", "٣", "２"]), ("^\\D$", ["a", "٣"], ["1"]),
            ("^\\w$", ["a", "Z", "_", "7"], ["é", "-"]),
            ("^\\W$", ["é", " "], ["a"]),
            ("^\\s$", [" ", "\t", "\u{a0}", "\u{feff}", "\u{2029}", "\u{b}"], ["a", "\u{180e}", "\u{200b}"]),
            ("^\\S$", ["a", "é"], ["\u{2003}"]), ("^[^\\s\\d]$", ["a"], ["1", " "]), ("^[\\S\\s]$", ["a", " "], [""]),
            ("\\bfoo\\b", ["foo", "a foo b", "é foo"], ["foobar", "_foo"]), ("o\\B", ["foo"], ["o", "o b"]),
            ("é\\b", ["éa"], ["é"]),
            ("^\\t\\n\\r\\v\\f\\0$", ["\t\n\r\u{b}\u{c}\0"], [""]), ("^\\cA\\cz$", ["\u{1}\u{1a}"], ["AZ"]),
            ("^\\x41\\u0042$", ["AB"], ["ab"]),
            ("^\\u{1F600}$", ["😀"], ["x"]), ("^\\ud83d\\ude00$", ["😀"], ["x"]), ("^😀+$", ["😀😀"], ["😀x"]),
            ("^[😀-😂]$", ["😁"], ["😃"]),
            ("^\\.\\*\\/\\-\\@$", [".*/-@"], ["a"]),
            ("^\\$\\^\\(\\)\\[\\]\\{\\}\\|\\?\\+\\\\$", ["$^()[]{}|?+\\"], [""]),
            ("^\\p{L}+$", ["aéß字"], ["a1"]), ("^\\p{Lu}\\p{Ll}$", ["Éé"], ["éÉ"]), ("^\\P{L}$", ["1", "-"], ["a"]),
            ("^[\\p{Nd}_]$", ["٣", "_"], ["a"]),
            ("^\\p{General_Category=Decimal_Number}\\p{gc=Sc}$", ["7€"], ["7x"]),
            ("^\\p{Letter}\\p{ASCII}\\p{Alphabetic}$", ["éaé"], ["éé1"]),
            ("^[^\\p{L}]$", ["1"], ["é"]), ("^(a*)*$", ["", "aaa"], ["b"]), ("^(|a)+$", ["", "aa"], ["b"]),
            ("^(a|ab)(c|bcd)(d*)$", ["abcd", "acd"], ["abd"]),
            ("(^a|b$)", ["ax", "xb"], ["xax"]),
            ("^[^\\ud800-\\udfff]$", ["a", "😀"], ["", "ab"]), ("\\ud800", [], ["\u{ffff}", "😀"]),
            ("^[\\ud83d\\ude00-\\ud83d\\ude02]$", ["😁"], ["😃"]), ("^\\u{d83d}\\u{de00}$", [], ["😀"]),
            ("\\b^a", ["ab"], ["ba", " a"]), ("a$\\b", ["ba"], ["ab"]), ("^\\B$", [""], ["a", " "]),
            ("\\B", ["ab", "", "é"], ["a", "aéb"]), ("^(?:\\b|-)a", ["a", "-a"], [" a"]),
            ("^\\p{Script=Greek}\\p{sc=Latn}$", ["αa"], ["aα", "αα"]),
            ("^\\p{Script_Extensions=Deva}$", ["\u{1cd0}", "क"], ["a"]), ("^\\p{sc=Deva}$", ["क"], ["\u{1cd0}"]),
            ("^\\p{scx=Hira}\\p{sc=Qaai}$", ["ー\u{300}"], ["aa"]), ("^\\p{Emoji_Component}$", ["#", "🇦"], ["a"]),
            ("^\\p{ExtPict}\\p{RI}$", ["😀🇦"], ["😀a"]), ("^\\p{Pat_Syn}\\P{Pat_Syn}$", ["+a"], ["a+"]),
            ("^\\p{XIDS}\\p{XID_Continue}\\p{space}$", ["a1 "], ["1a "]), ("^\\p{Any}\\P{Cn}$", ["ab"], ["a"]),
            ("^\\p{Lu}\\P{Cs}\\p{Assigned}$", ["Aaa"], ["aaa"]), ("\\p{Cs}", [], ["a", "😀"]),
            ("(?<a>x)|(?<a>y)", ["x", "y"], ["z"]),
            ("]", ["]"], ["["]), ("^a}$", ["a}"], ["a"]), ("^_?$", ["_", ""], ["a"]), ("(?:^)?a(?:$)*", ["ba"], ["b"]),
        ] as [(String, [String], [String])])
    func matching(source: String, matching: [String], others: [String]) throws {
        let pattern = try Pattern(source)
        for text in matching { #expect(matches(pattern, text), "\(source) should match \(text.debugDescription)") }
        for text in others { #expect(!matches(pattern, text), "\(source) should not match \(text.debugDescription)") }
    }

    /// Patterns that are malformed or not supported, with a word of the reason and the place.
    @Test(arguments: [
        ("(?=a)", "look-ahead", 0), ("x(?!a)", "look-ahead", 1), ("(?<=a)", "look-behind", 0),
        ("(?<!a)", "look-behind", 0),
        ("(a)\\1", "back-reference", 3), ("(?<n>a)\\k<n>", "back-reference", 7), ("(?i:a)", "modifiers", 0),
        ("(?i)a", "no group", 0),
        ("(", "not closed", 0),
        (")", "closes no group", 0), ("a)", "closes no group", 1), ("[a", "not closed", 0), ("*", "nothing before", 0),
        ("a**", "cannot be repeated", 2), ("a{2}{3}", "cannot be repeated", 4), ("{2}", "nothing before", 0),
        ("a{3,2}", "out of order", 1),
        ("[z-a]", "out of order", 1), ("\\", "ends the pattern", 0), ("a\\Z", "no escape", 1), ("\\a", "no escape", 0),
        ("\\xg1", "hexadecimal", 0), ("\\u12", "hexadecimal", 0), ("\\u{}", "hexadecimal", 0),
        ("\\u{110000}", "no code point", 0),
        ("\\p{Foo}", "Foo", 0), ("\\p{Script=Greek_}", "Script=Greek_", 0), ("\\p{lu}", "lu", 0),
        ("\\1", "no group", 0), ("(?<a>x)\\k<b>", "no group", 7), ("(?<a>x)(?<a>y)", "two groups", 7),
        ("\\k", "angle", 0), ("(?=a)*", "cannot be repeated", 0), ("[\\1]", "no escape", 1),
        ("\\pL", "braces", 0),
        ("\\p{L", "not closed", 0), ("\\01", "octal", 0), ("\\c1", "letter", 0), ("^*", "cannot be repeated", 0),
        ("(?<a-b>x)", "name", 4), ("(?<>x)", "name", 0), ("a{1001}{1001}", "cannot be repeated", 7),
        ("(a{1001}){1001}", "too large", 0), ("a{20000}", "too large", 0), ("(((a{99}){99}){99}){99}", "too large", 0),
        (String(repeating: "(", count: 201) + String(repeating: ")", count: 201), "deep", 200),
    ])
    func refused(source: String, word: String, position: Int) throws {
        do throws(PatternError) {
            _ = try Pattern(source)
            Issue.record("\(source) was accepted")
        } catch {
            #expect(error.message.contains(word))
            #expect(error.position == position)
        }
    }

    @Test func repetitionsAtTheStateLimit() throws {
        #expect(try Pattern("a{19999}").stateCount == PatternProgram.largestSize)
        #expect(throws: PatternError.self) { try Pattern("a{20000}") }
    }

    /// Patterns on which a backtracking engine takes exponential time: here the steps grow with the text.
    @Test(arguments: [
        "^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(a*)*b$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "^(.*a){12}$",
        "(a?){30}a{30}$",
        "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}[a-z]{2,3}$",
    ])
    func stepsAreLinear(source: String) throws {
        let pattern = try Pattern(source)
        for size in [50, 500, 5000] {
            for letter in ["a", "x"] {
                let text = String(repeating: letter, count: size) + "!"
                var budget = Int.max
                #expect(pattern.matches(text, budget: &budget) != nil)
                // Each state is entered once and advanced once for each code point, and splits are seen again.
                #expect(Int.max - budget <= 3 * pattern.stateCount * (size + 2))
            }
        }
    }

    @Test func workEnds() throws {
        // As a table it would have a state for each subset of the last eighteen places.
        let pattern = try Pattern("a[ab]{18}c")
        #expect(!pattern.hasTable)
        var budget = 10_000
        #expect(pattern.matches(String(repeating: "a", count: 10_000), budget: &budget) == nil)
        #expect(budget < 0)
    }

    private func matches(_ pattern: Pattern, _ text: String) -> Bool {
        var budget = 1_000_000
        return pattern.matches(text, budget: &budget) ?? false
    }
}

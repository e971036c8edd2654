import JSONModel
import Testing

@testable import JSONSchema

/// What the RFCs of the formats say, rule by rule.
@Suite struct FormatRuleTests {
    /// A format with texts that have it and texts that have not.
    struct Case: Sendable, CustomTestStringConvertible {
        let format: Format
        let valid: [String]
        let invalid: [String]
        var testDescription: String { format.rawValue }

        init(_ format: Format, _ valid: [String], not invalid: [String]) {
            self.format = format
            self.valid = valid
            self.invalid = invalid
        }
    }

    /// A code point that the language's literals refuse.
    private static let nonCharacter = String(decoding: [0xfdd0] as [UInt16], as: UTF16.self)

    static let cases: [Case] = [
        Case(
            .time, ["00:00:00z", "23:59:60-00:00", "12:00:00.5+05:30", "00:29:60-23:30"],
            not: [
                "12:00Z", "12:00:00", "12:00:00.Z", "12:00:60Z", "24:00:00Z", "", "12:00:00+5", "12:00:00+0530",
                "12:00:00Zx", "1２:00:00Z",
            ]),
        Case(
            .duration, ["P1Y2M3DT4H5M6S", "PT0S", "P3W", "p1dt1s", "P1DT1S", "P01D"],
            not: [
                "P", "PT", "P1", "P1DT", "P1Y1D", "PT1H1S", "P1W1D", "P1D1W", "P1S", "PT1S1M", "P1YP1Y", "1D", "PT1D",
                "P1.5D", "P1DT1D", "P1D ", "P1WT1H", "",
            ]),
        Case(
            .email, ["a@b", "\"a\\\"b\"@c.d", "\"\"@x", "a@[IPv6:::1]", "a@[ipv6:1::]", "\"a@b\"@c"],
            not: [
                "a", "@b", "a@", "a..b@c", ".a@c", "a.@c", "\"a\"b\"@c", "\"a\\\"@c", "é@x", "a@-b", "a@b-",
                "a@b..c", "a@[1.2.3]", "a@[::1]", "a@[]", "a@b c", "\"a\nb\"@c",
                String(repeating: "a", count: 65) + "@x",
            ]),
        Case(
            .internationalEmail, ["δοκιμή@παράδειγμα.example", "\"é é\"@x", "a@xn--x", "é@[1.2.3.4]"],
            not: ["é", "@é", "é@", "é@-é", "é@é-", "é@é_", "é é@x", "é@[é]", String(repeating: "é", count: 33) + "@x"]),
        Case(
            .hostname, ["a", "A.b-C.1", "a.1", "xn--bcher-kva", "XN--BCHER-KVA.x", "r3---sn.x"],
            not: [
                "", ".", "a.", ".a", "a..b", "-a", "a-", "a_b", "bücher", "xn--", "xn--a", "xn--a-",
                "xn--bcher-kvb9999",
                "xn--abc-", "xn--99999999", String(repeating: "a", count: 64),
                String(repeating: "a.", count: 126) + "ab",
            ]),
        Case(
            .internationalHostname,
            [
                "bücher.example", "xn--bcher-kva", "XN--BCHER-KVA.x", "faß.de", "नी\u{94d}\u{200c}अ", "a・カ", "אב",
                "אב1.x", "l·l", "۱۲", "ب١٢", "бв。x", "\u{628}\u{200c}\u{628}", "ä", "ế",
                "r3---sn.é",
            ],
            not: [
                "BÜCHER", "bu\u{308}cher", "bü--cher", "xn--", "ü_x", "ü ", "é.", "א1x", "1א", "א.1x", "\u{1100}ü", "♥",
                "ａ", "a\u{301}", "a\u{323}\u{301}", "a\u{301}\u{323}", "a\u{345}ü", "é-", "-é", "é..x", "l·", "۱١",
                "a\u{200d}b", "\u{627}\u{200c}\u{628}", "א\u{660}1", "١٢", "ü\u{ad}", "xn--bcher-kva\u{fc}", "xn--faß",
                String(repeating: "ü", count: 60),
            ]),
        Case(.ipv4, ["0.0.0.0", "255.1.10.199"], not: ["1.2.3", "1.2.3.4.", "01.2.3.4", "256.1.1.1", "1..2.3", ""]),
        Case(
            .ipv6, ["::", "1::", "::1", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "a:B::1.2.3.4", "1:2:3:4:5:6:7:8"],
            not: [
                "", ":", "1", ":::", "1::2::3", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9",
                "1.2.3.4",
                "::1.2.3.4:5", "1.2.3.4::", "g::", "::1%1", "12345::", "1:2:3:4:5:6:7:1.2.3.4", "1:", ":1",
            ]),
        Case(
            .uri, ["a:", "a+b-c.1:x", "http://u:p@h:80/a;b?c=/?#/?", "x://[v1.a:b]", "x:a//b", "http://h:/", "x:%41"],
            not: [
                "", ":a", "1a:b", "a", "//h", "a:b c", "a:%4", "a:%4g", "a:é", "a:#b#c", "a://h:p", "a://[1.2.3.4]",
                "a://[v.a]", "a://[v1.]", "a://[::1", "a://[::1]x", "a:[", "a:b|c", "a://u@h@i", "a:b\\c", "a:b\"",
            ]),
        Case(
            .uriReference, ["", "a/b", "../x?y#z", "//h:1/p", "x:y", "a%20b", "?", "#", "./a:b"],
            not: ["a b", "a%2", "é", "1x:y", "#a#b", "//h:p/", "[x]", "?\u{e000}", ":"]),
        Case(
            .iri, ["http://é.x/字?\u{e000}#é", "urn:é", "http://[::1]/", "x:\u{10000}"],
            not: [
                "é", "é:x", "x:\u{e000}", "x:#\u{e000}", "x:\u{80}", "x:" + nonCharacter, "x:é é",
            ]),
        Case(.iriReference, ["é", "#é", "//é", ""], not: ["é é", "é:x", "é<", nonCharacter]),
        Case(
            .uriTemplate,
            ["", "{+a,b*,c:3}", "{?x%20y}", "é{a}", "{_}", "{a.b.c}", "{=a}", "\u{e000}", "a'b", "{a:9999}"],
            not: [
                "{", "}", "{}", "{a b}", "{a:}", "{a:01}", "{a:12345}", "{a*b}", "{.}", "{a.}", "{-a}", "{é}", "a%2",
                "a\\b", "{{a}}", "{a:1*}", "\u{85}", "{a,}", "{a:0}",
            ]),
        Case(
            .uuid, ["2EB8AA08-aa98-11ea-b4aa-73b441d16380", "00000000-0000-0000-0000-000000000000"],
            not: ["2eb8aa08aa9811eab4aa73b441d16380", "2eb8aa08-aa98-11ea-b4aa73b441d16380-", "", "{}"]),
        Case(.jsonPointer, ["", "/", "/a~0~1/é", "//"], not: ["a", "/~", "/~2", "#/a", "#"]),
        Case(
            .relativeJSONPointer, ["0", "10/a~1", "0#", "1+1/a", "0-2#"],
            not: ["", "/a", "-1", "01", "0##", "0a", "1+/a", "+1", "0#/a", "0/~"]),
        Case(
            .regex,
            ["^a+$", "(?<=a)b(?!c)", "(a)\\1", "(?<n>a)\\k<n>", "\\k<n>(?<n>a)", "\\p{Script=Greek}", "(?i-s:a)", ""],
            not: [
                "(", "a**", "\\1", "\\k<n>", "\\p{Greek}", "[b-a]", "\\Z", "(?i)a", "(?-:a)", "(?=a)+", "(?<1>a)",
                "(?ii:a)", "\\u{110000}", "(?<a>b)(?<a>c)", "\\", "+",
            ]),
    ]

    @Test(arguments: cases) func rules(case rules: Case) {
        for text in rules.valid { #expect(rules.format.accepts(.string(text)), "\(text.debugDescription) should pass") }
        for text in rules.invalid {
            #expect(!rules.format.accepts(.string(text)), "\(text.debugDescription) should not pass")
        }
    }

    /// Texts of no other type than string are bound by a format of texts.
    @Test(arguments: Format.allCases) func otherTypesPass(format: Format) {
        for value: JSONValue in [.null, .bool(true), .array([]), .object(JSONObject())] {
            #expect(format.accepts(value))
        }
    }
}

import JSONModel
import Testing

@Suite struct ParserTests {
    @Test(arguments: [
        ("null", "null"), (" true\t", "true"), ("\r\nfalse\n", "false"), ("0", "0"), ("-0", "-0"), ("1.10", "1.10"),
        ("1E+2", "1E+2"), ("-12.5e-3", "-12.5e-3"), ("9007199254740993", "9007199254740993"), ("\"\"", "\"\""),
        ("[]", "[]"), ("[ ]", "[]"), ("{}", "{}"), ("{ }", "{}"), ("[1 , [2]\n, {} ]", "[1,[2],{}]"),
        ("{\"b\":1, \"a\" : [null]}", "{\"b\":1,\"a\":[null]}"), ("\"a/b\"", "\"a/b\""), ("\"\u{7f}\"", "\"\u{7f}\""),
        (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#), (#""\u0041\u00e9\u20AC""#, "\"Aé€\""),
        (#""\ud83d\ude00""#, "\"😀\""), ("\"é€😀\u{ffff}\"", "\"é€😀\u{ffff}\""), (#""\u001f""#, #""\u001f""#),
        (
            "\"plain text longer than eight bytes é then more of it\"",
            "\"plain text longer than eight bytes é then more of it\""
        ),
        (#"{"":{"":1}}"#, #"{"":{"":1}}"#),
    ])
    func accepted(text: String, written: String) throws {
        #expect(try json(text).description == written)
    }

    /// Text, rule, offset, line, column and pointer of each refusal.
    @Test(arguments: [
        ("", "syntax", 0, 1, 1, ""), ("  \n ", "syntax", 4, 2, 2, ""), ("\u{feff}{}", "syntax", 0, 1, 1, ""),
        ("{} x", "syntax", 3, 1, 4, ""), ("[1]]", "syntax", 3, 1, 4, ""), ("nul", "syntax", 0, 1, 1, ""),
        ("True", "syntax", 0, 1, 1, ""), ("NaN", "syntax", 0, 1, 1, ""), ("+1", "syntax", 0, 1, 1, ""),
        (".5", "syntax", 0, 1, 1, ""), ("01", "syntax", 0, 1, 1, ""), ("-01", "syntax", 1, 1, 2, ""),
        ("1.", "syntax", 2, 1, 3, ""), ("-", "syntax", 1, 1, 2, ""), ("1e", "syntax", 2, 1, 3, ""),
        ("1e+", "syntax", 3, 1, 4, ""), ("1.e1", "syntax", 2, 1, 3, ""), ("-x", "syntax", 1, 1, 2, ""),
        ("0x10", "syntax", 1, 1, 2, ""), ("[1,]", "syntax", 3, 1, 4, "/1"), ("[,1]", "syntax", 1, 1, 2, "/0"),
        ("[1 2]", "syntax", 3, 1, 4, ""), ("{\"a\":1,}", "syntax", 7, 1, 8, ""), ("{a:1}", "syntax", 1, 1, 2, ""),
        ("{'a':1}", "syntax", 1, 1, 2, ""), ("{\"a\" 1}", "syntax", 5, 1, 6, "/a"),
        ("{\"a\":}", "syntax", 5, 1, 6, "/a"),
        ("{\"a\"}", "syntax", 4, 1, 5, "/a"), ("{\"a\":1", "syntax", 6, 1, 7, ""), ("[", "syntax", 1, 1, 2, "/0"),
        ("\"abc", "syntax", 4, 1, 5, ""), ("\"a\\", "syntax", 3, 1, 4, ""), ("\"\\x\"", "syntax", 1, 1, 2, ""),
        ("\"\\u12\"", "syntax", 5, 1, 6, ""), ("\"\\u123g\"", "syntax", 6, 1, 7, ""),
        ("\"a\tb\"", "syntax", 2, 1, 3, ""),
        ("[\"a\nb\"]", "syntax", 3, 1, 4, "/0"), ("/* */ 1", "syntax", 0, 1, 1, ""),
        ("{\n  \"a\": [\n    1,\n    é\n  ]\n}", "syntax", 22, 4, 5, "/a/1"),
        ("{\"é\": \"é\", \"x\": ?}", "syntax", 18, 1, 17, "/x"),
        ("\"\\u0000\"", "nul", 1, 1, 2, ""), ("{\"a\":\"x\\u0000\"}", "nul", 7, 1, 8, "/a"),
        ("{\"\\u0000\":1}", "nul", 2, 1, 3, ""), ("\"a\0b\"", "nul", 2, 1, 3, ""), ("\0", "nul", 0, 1, 1, ""),
        ("\"\\ud800\"", "surrogate", 1, 1, 2, ""), ("\"\\udc00\"", "surrogate", 1, 1, 2, ""),
        ("\"\\ud800x\"", "surrogate", 1, 1, 2, ""), ("\"\\ud800\\u0041\"", "surrogate", 1, 1, 2, ""),
        ("\"\\ud83d\\ud83d\\ude00\"", "surrogate", 1, 1, 2, ""),
        ("{\"a\":1,\"a\":2}", "duplicate_key", 7, 1, 8, "/a"),
        ("{\"x\":[{\"a/b\":1,\"\\u0061\\/b\":2}]}", "duplicate_key", 15, 1, 16, "/x/0/a~1b"),
    ])
    func refused(text: String, rule: String, offset: Int, line: Int, column: Int, pointer: String) throws {
        let error = try #require(refusal(text), "\(text) was accepted")
        #expect(error.rule == rule)
        #expect([error.offset, error.line, error.column] == [offset, line, column])
        #expect(error.pointer == pointer)
        #expect(!error.message.isEmpty)
    }

    @Test(
        arguments: [
            [0x80], [0xbf], [0xc0, 0xaf], [0xc1, 0xbf], [0xc3], [0xc3, 0x28], [0xe0, 0x80, 0xaf], [0xe2, 0x82],
            [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80],
            [0xf5, 0x80, 0x80, 0x80],
            [0xfe], [0xff], [0xf0, 0x9f, 0x98],
        ] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) throws {
        let quoted = Array("{\"k\":\"ab".utf8) + bytes + Array("\"}".utf8)
        let error = try #require(refusal(quoted))
        #expect(error.rule == "utf8")
        #expect(error.offset == 8)
        #expect(error.pointer == "/k")
        let bare = try #require(refusal(bytes))
        #expect(bare.rule == "utf8")
        #expect(bare.offset == 0)
    }

    @Test func canonicallyEquivalentKeysDiffer() throws {
        let value = try json("{\"\u{e9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{e9}"] == .number(JSONNumber(1)))
        #expect(value["e\u{301}"] == .number(JSONNumber(2)))
    }

    @Test func duplicateAmongManyKeys() throws {
        let members = (0..<50).map { "\"key\($0)\":\($0)" }
        let error = try #require(refusal("{" + (members + ["\"key31\":0"]).joined(separator: ",") + "}"))
        #expect(error.rule == "duplicate_key")
        #expect(error.pointer == "/key31")
        let value = try json("{" + members.joined(separator: ",") + "}")
        for place in 0..<50 { #expect(value["key\(place)"] == .number(JSONNumber(Int64(place)))) }
        #expect(value["key50"] == nil)
    }

    @Test func longPointerIsCut() throws {
        let error = try #require(refusal("{\"" + String(repeating: "k", count: 5000) + "\":?}"))
        #expect(error.pointer.utf8.count == 1024 + "…".utf8.count)
        #expect(error.pointer.hasSuffix("k…"))
    }

    @Test func wordsOfRefusals() throws {
        #expect(try #require(refusal("[1 2]")).message == "',' or ']' was expected, but '2' stands there")
        #expect(try #require(refusal("{\"a\":1")).message == "the text ends where ',' or '}' was expected")
        #expect(try #require(refusal("[1,2")).description.hasPrefix("line 1, column 5: "))
    }

    @Test func documentKeepsBytesAndValue() throws {
        let bytes = Array(#"{ "a": 1.10 }"#.utf8)
        let document = try JSONDocument(parsing: bytes, limits: .spec)
        #expect(document.bytes == bytes)
        #expect(try document.value() == json(#"{"a":1.1}"#))
        #expect(try JSONDocument(trusted: bytes).value() == document.value())
        #expect(JSONDocument.emptyObject.bytes == Array("{}".utf8))
        #expect(throws: JSONParseError.self) { try JSONDocument(trusted: [0x7b]).value() }
    }
}

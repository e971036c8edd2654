import JSONModel
import SchemaDocuments
import Testing

@Suite struct YAMLTests {
    @Test(arguments: [
        ("a: 1", #"{"a":1}"#), ("a: true\nb: False\nc: TRUE", #"{"a":true,"b":false,"c":true}"#),
        ("a: null\nb: ~\nc:\nd: Null", #"{"a":null,"b":null,"c":null,"d":null}"#),
        ("a: yes\nb: on\nc: No\nd: y", #"{"a":"yes","b":"on","c":"No","d":"y"}"#),
        ("a: 'true'\nb: \"1\"\nc: 'null'", #"{"a":"true","b":"1","c":"null"}"#),
        (
            "- 1.10\n- -0\n- +7\n- 1e3\n- .5\n- 1.\n- -.5E-3\n- 9007199254740993",
            "[1.10,-0,7,1e3,0.5,1,-0.5e-3,9007199254740993]"
        ),
        ("- 0x1F\n- 0o17\n- 0", "[31,15,0]"),
        (
            "- 2026-01-31\n- 12:30\n- 1_000\n- 1.2.3\n- '-'\n- e3\n- +\n- 0x",
            #"["2026-01-31","12:30","1_000","1.2.3","-","e3","+","0x"]"#
        ),
        ("a: !!str 1\nb: !!int '7'\nc: ! true", #"{"a":"1","b":7,"c":"true"}"#),
        ("a: |\n  x\n  y\n", #"{"a":"x\ny\n"}"#),
        ("a: >-\n  x\n  y\n", #"{"a":"x y"}"#), ("base: &b {x: 1}\nc: *b", #"{"base":{"x":1},"c":{"x":1}}"#),
        ("1: a\ntrue: b", #"{"1":"a","true":"b"}"#), ("{\"a\": [1, 2]}", #"{"a":[1,2]}"#),
        ("---\na: é\n...\n", #"{"a":"é"}"#),
        ("b: 1\na: 2", #"{"b":1,"a":2}"#),
    ])
    func meaning(yaml: String, wanted: String) throws {
        let document = try SchemaDocument.parse(Array(yaml.utf8), file: "x.yaml")
        #expect(document.value.description == wanted)
    }

    /// Texts that stand for no JSON: the line and a word of the reason.
    @Test(
        arguments: [
            ("", nil, "empty"), (" \n\t", nil, "empty"), ("# only a comment\n", nil, "empty"), ("a: [1", 2, "YAML"),
            ("a: 1\n b: 2", 2, "YAML"),
            ("a: 1\nb: 2\na: 3", 1, "twice"), ("a: *no", 1, "alias"), ("a: .inf", 1, "no number"),
            ("a: -.INF", 1, "no number"), ("a: .nan", 1, "no number"),
            ("x: 1\na: 0644", 2, "begins with a zero"), ("a: !!binary aGk=", 1, "binary"), ("a: !mine 1", 1, "mine"),
            ("base: &b {x: 1}\nc:\n  <<: *b", 3, "merge"), ("? [1]\n: 2", 1, "key"), ("a: 1e999", 1, "exponent"),
            ("--- 1\n--- 2", 2, "another document"),
            ("a: \"\\ud800\"", 1, "YAML"), ("\"1\": a\n1: b", 2, "twice"),
        ] as [(String, Int?, String)])
    func refused(yaml: String, line: Int?, word: String) throws {
        do throws(SchemaLoadError) {
            let document = try SchemaDocument.parse(Array(yaml.utf8), file: "x.yaml")
            Issue.record("read as \(document.value)")
        } catch {
            #expect(error.line == line)
            #expect(error.message.contains(word), "\(error)")
            #expect(error.description.hasPrefix(line.map { "x.yaml:\($0): " } ?? "x.yaml: "))
        }
    }

    @Test func aliasesCannotMultiplyWithoutEnd() throws {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        for level in 1...9 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            lines.append("a\(level): &a\(level) [\(items)]")
        }
        do throws(SchemaLoadError) {
            _ = try SchemaDocument.parse(Array(lines.joined(separator: "\n").utf8), file: "x.yaml")
            Issue.record("it was read")
        } catch {
            #expect(error.message.contains("more than 250000 values"))
        }
    }

    @Test func aliasesCannotMultiplyTextWithoutEnd() throws {
        func aliases(_ count: Int) -> [UInt8] {
            let text = String(repeating: "x", count: 1 << 20)
            let items = Array(repeating: "*a", count: count).joined(separator: ", ")
            return Array("a: &a \"\(text)\"\nb: [\(items)]".utf8)
        }
        _ = try SchemaDocument.parse(aliases(62), file: "x.yaml")
        do throws(SchemaLoadError) {
            _ = try SchemaDocument.parse(aliases(64), file: "x.yaml")
            Issue.record("it was read")
        } catch {
            #expect(error.message.contains("more than 67108864 bytes of text"))
        }
    }

    @Test func depthIsLimited() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try SchemaDocument.parse(nested(256), file: "x.yaml")
        #expect(throws: SchemaLoadError.self) { _ = try SchemaDocument.parse(nested(257), file: "x.yaml") }
        #expect(throws: SchemaLoadError.self) { _ = try SchemaDocument.parse(nested(100_000), file: "x.yaml") }
    }

    @Test func notUTF8() {
        #expect(throws: SchemaLoadError.self) { _ = try SchemaDocument.parse([0x61, 0x3a, 0xff], file: "x.yaml") }
    }
}

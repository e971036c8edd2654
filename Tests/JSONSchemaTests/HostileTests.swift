import JSONModel
import JSONSchema
import TestSupport
import Testing

/// Schemas and values made to take much time, memory or stack: each ends with an answer.
@Suite(.oneAtATime) struct HostileTests {
    /// The parser's own refusal of a spec; nil when it takes it.
    private func refusalOfSpec(_ text: String) -> String? {
        do throws(JSONParseError) {
            _ = try JSONParser.parse(Array(text.utf8), limits: .spec)
            return nil
        } catch {
            return error.rule
        }
    }

    private func nested(_ depth: Int, _ open: String, _ inside: String, _ close: String) -> String {
        String(repeating: open, count: depth) + inside + String(repeating: close, count: depth)
    }

    private func list(_ count: Int, _ item: (Int) -> String) -> String {
        (0..<count).map(item).joined(separator: ",")
    }

    @Test func aPatternOfNestedRepetitions() throws {
        let schema = try compile(#"{"type":"string","pattern":"^(a+)+$"}"#)
        let letters = String(repeating: "a", count: 50_000)
        #expect(try violations(of: #""\#(letters)!""#, schema) == ["pattern "])
        #expect(try violations(of: #""\#(letters)""#, schema) == [])
    }

    /// Names that repetitions of nested groups are tried on: each member's name is matched by each pattern.
    @Test func manyPatternsForManyNames() throws {
        let patterns = list(100) { #""^(k+)+\#($0)x$":false"# }
        let schema = try compile(#"{"patternProperties":{\#(patterns)},"additionalProperties":{"type":"integer"}}"#)
        #expect(try violations(of: "{\(list(5_000) { #""k\#($0)":1"# })}", schema) == [])
    }

    @Test(arguments: [
        ##"{"$ref":"#"}"##, ##"{"$dynamicRef":"#"}"##, ##"{"allOf":[{"$ref":"#"}]}"##,
        ##"{"$id":"https://h.example/a","$ref":"b","$defs":{"b":{"$id":"b","$ref":"a"}}}"##,
        ##"{"$dynamicAnchor":"x","not":{"$dynamicRef":"#x"}}"##,
    ])
    func referencesToWhatIsBeingAsked(schema: String) throws {
        let compiler = SchemaCompiler(document: try json(schema), dialect: .jsonSchema202012)
        let error = #expect(throws: SchemaCompileError.self) { try compiler.compile(at: .root) }
        #expect(error?.message.contains("leads back to itself") == true)
    }

    @Test func aHundredThousandAllowedValues() throws {
        let schema = try compile(#"{"items":{"enum":[\#(list(100_000) { #""v\#($0)""# })]}}"#)
        // Compared one by one, 25,000 items would take 2,500,000,000 comparisons.
        #expect(try violations(of: "[\(list(25_000) { #""v\#(99_999 - $0)""# })]", schema) == [])
        let wrong = "[\(list(25_000) { #""w\#($0)""# })]"
        #expect(try violations(of: wrong, schema) == (0..<100).map { "enum /\($0)" })
        let message = try #require(schema.validate(try json(#"["v1x"]"#)).first?.message)
        #expect(message.contains(#""v11" and 99988 more"#))
        #expect(message.contains(#"did you mean "v1"?"#))
    }

    @Test func allowedValuesAreEqualByValue() throws {
        let numbers = list(20) { "\($0)" }
        let schema = try compile(#"{"enum":[\#(numbers),{"a":1,"b":[2]},"\u00e9"]}"#)
        for value in ["1.0", "19e0", "-0", #"{"b":[2.0],"a":1}"#] { #expect(try violations(of: value, schema) == []) }
        for value in ["20", "\"1\"", #""e\u0301""#, "{}"] { #expect(try violations(of: value, schema) == ["enum "]) }
    }

    @Test func schemasWithinEachOtherOfOneValue() throws {
        let deepest = nested(63, #"{"allOf":["#, #"{"type":"string"}"#, "]}")
        #expect(try violations(of: "1", try compile(deepest)) == ["type "])
        let error = try #require(try refusal(#"{"allOf":[\#(deepest)]}"#))
        #expect(error.message.contains("more than 64 others"))
        #expect(error.pointer.description == "/schema" + String(repeating: "/allOf/0", count: 64))
    }

    @Test func schemasWithinEachOtherOfParts() throws {
        // The document's own object is a level, and so are the keyword's and the last schema's.
        let deepest = nested(254, #"{"items":"#, #"{"type":"string"}"#, "}")
        let schema = try compile(deepest)
        #expect(try violations(of: nested(64, "[", "", "]"), schema) == [])
        #expect(
            try violations(of: nested(254, "[", "1", "]"), schema) == ["type " + String(repeating: "/0", count: 254)])
        let error = #expect(throws: JSONParseError.self) { try compile(#"{"items":\#(deepest)}"#) }
        #expect(error?.rule == "depth")
    }

    @Test func aSpecOfBrackets() throws {
        let size = JSONLimits.spec.maxBytes
        #expect(refusalOfSpec(nested(size / 2, "[", "", "]")) == "depth")
        #expect(refusalOfSpec(String(repeating: "[", count: size)) == "depth")
        #expect(refusalOfSpec(String(repeating: "]", count: size)) == "syntax")
        let tree = ##"{"Tree":{"type":"array","uniqueItems":false,"items":{"$ref":"#/components/schemas/Tree"}}}"##
        let schema = try compile(##"{"$ref":"#/components/schemas/Tree"}"##, components: tree)
        let flat = "[" + list((size - 2) / 3) { _ in "[]" } + "]"
        #expect(refusalOfSpec(flat) == nil)
        #expect(try violations(of: flat, schema) == [])
        let deepest = nested(64, "[", "", "]")
        let row =
            "[" + list((size - 2) / (deepest.utf8.count - 1)) { _ in String(deepest.dropFirst().dropLast()) } + "]"
        #expect(refusalOfSpec(row) == nil)
        #expect(try violations(of: row, schema) == [])
    }

    @Test func tenThousandMembers() throws {
        func object(_ count: Int) -> String { "{\(list(count) { #""k\#($0)":\#($0)"# })}" }
        #expect(refusalOfSpec(object(10_000)) == nil)
        #expect(refusalOfSpec(object(10_001)) == "keys")
        let properties = list(10_000) { #""k\#($0)":{"type":"integer"}"# }
        let known = try compile(#"{"properties":{\#(properties)},"additionalProperties":false}"#)
        #expect(try violations(of: object(10_000), known) == [])
        let others = "{\(list(10_000) { #""x\#($0)":\#($0)"# })}"
        #expect(try violations(of: others, known) == (0..<100).map { "additionalProperties /x\($0)" })
        let names = list(10_000) { #""x\#($0)""# }
        let required = try compile(#"{"required":[\#(names)]}"#)
        #expect(try violations(of: others, required) == [])
        #expect(try violations(of: object(10_000), required) == (0..<100).map { "required /x\($0)" })
        let unevaluated = try compile(#"{"allOf":[{"properties":{\#(properties)}}],"unevaluatedProperties":false}"#)
        #expect(try violations(of: object(10_000), unevaluated) == [])
        #expect(try violations(of: others, unevaluated).count == 100)
    }

    /// Lists that are walked for every part of a value: each step counts as work.
    @Test(arguments: [#"{"required":[NAMES]}"#, #"{"dependentRequired":{"n0":[NAMES]}}"#])
    func manyNamesForManyParts(rule: String) throws {
        let rule = rule.replacing("NAMES", with: list(1_000) { #""n\#($0)""# })
        let schema = try compile(#"{"items":\#(rule)}"#, limits: limits(work: 20_000))
        let whole = "{\(list(1_000) { #""n\#($0)":1"# })}"
        #expect(try violations(of: "[\(list(19) { _ in whole })]", schema) == [])
        #expect(try violations(of: "[\(list(20) { _ in whole })]", schema) == ["complexity "])
    }

    @Test(arguments: [#"{"dependentRequired":{TRIGGERS}}"#, #"{"dependentSchemas":{TRIGGERS}}"#])
    func manyTriggersForManyParts(rule: String) throws {
        let isNames = rule.contains("Required")
        let rule = rule.replacing("TRIGGERS", with: list(1_000) { #""n\#($0)":\#(isNames ? "[]" : "true")"# })
        let schema = try compile(#"{"items":\#(rule)}"#, limits: limits(work: 20_000))
        #expect(try violations(of: "[\(list(19) { _ in "{}" })]", schema) == [])
        #expect(try violations(of: "[\(list(20) { _ in "{}" })]", schema) == ["complexity "])
    }

    /// Rules that look at all of a value, in many schemas for the same one.
    @Test(arguments: [
        (#"{"uniqueItems":true}"#, "[LIST]"), (#"{"not":{"format":"date"}}"#, #""TEXT""#),
        (#"{"additionalProperties":true}"#, "{MEMBERS}"), (#"{"unevaluatedItems":true}"#, "[LIST]"),
        (#"{"minLength":900}"#, #""TEXT""#),
    ])
    func wholeValuesManyTimes(rule: String, value: String) throws {
        let value = value.replacing("LIST", with: list(1_000) { "\($0)" })
            .replacing("TEXT", with: String(repeating: "2", count: 1_000))
            .replacing("MEMBERS", with: list(1_000) { #""m\#($0)":1"# })
        func schema(_ count: Int) throws -> CompiledSchema {
            try compile(#"{"allOf":[\#(list(count) { _ in rule })]}"#, limits: limits(work: 15_000))
        }
        #expect(try violations(of: value, schema(1)) == [])
        #expect(try violations(of: value, schema(1_000)) == ["complexity "])
    }

    private func limits(work: Int) -> SchemaLimits {
        var limits = SchemaLimits()
        limits.work = work
        return limits
    }

    @Test func hugeNumbers() throws {
        let numbers = "[\(list(40_000) { _ in "1e308" })]"
        #expect(refusalOfSpec(numbers) == nil)
        let even = try compile(#"{"items":{"type":"integer","multipleOf":0.5,"minimum":1e307,"maximum":1e308}}"#)
        #expect(try violations(of: numbers, even) == [])
        let tooLarge = try compile(#"{"items":{"exclusiveMaximum":1e308}}"#)
        #expect(try violations(of: numbers, tooLarge) == (0..<100).map { "exclusiveMaximum /\($0)" })
        let unlike = try compile(#"{"items":{"multipleOf":7e-308}}"#)
        #expect(try violations(of: numbers, unlike) == (0..<100).map { "multipleOf /\($0)" })
    }

    /// A divisor of more digits than a machine word has: one division is long, and many are too many.
    @Test func longDivisors() throws {
        let divisor = "0." + String(repeating: "0", count: 200) + String(repeating: "3", count: 64)
        let schema = try compile(#"{"items":{"not":{"multipleOf":\#(divisor)}}}"#, limits: limits(work: 1_000_000))
        #expect(try violations(of: "[1e308,9e307]", schema) == [])
        #expect(try violations(of: "[\(list(100) { _ in "1e308" })]", schema) == ["complexity "])
    }

    @Test func exponentsPastEveryLimit() throws {
        #expect(refusalOfSpec("[1e1000000000]") == "number")
        #expect(refusalOfSpec("[1e-1000000000]") == "number")
        #expect(JSONNumber("1e1000000000") == nil)
        for keyword in ["multipleOf", "maximum", "exclusiveMinimum"] {
            let error = #expect(throws: JSONParseError.self) { try compile(#"{"\#(keyword)":1e1000000000}"#) }
            #expect(error?.rule == "number")
        }
    }

    /// Looking for secrets walks through the branches that validation stopped before.
    @Test func secretsDeepBelowReferences() throws {
        let links = (0..<60).map { ##""S\##($0)":{"$ref":"#/components/schemas/S\##($0 + 1)"}"## }
        let last = ##""S60":{"items":{"$ref":"#/components/schemas/S0"},"writeOnly":false}"##
        let secret = #""Secret":{"writeOnly":true}"#
        let schema = try compile(
            ##"{"items":{"const":1,"allOf":[{"$ref":"#/components/schemas/S0"},{"not":{"$ref":"#/components/schemas/Secret"}}]}}"##,
            components: "{\((links + [last, secret]).joined(separator: ","))}")
        let found = schema.validate(try json("[\(nested(60, "[", "2", "]"))]"), limit: 1)
        #expect(found.map(\.keyword) == ["const"])
        #expect(found.first?.value == nil)
    }
}

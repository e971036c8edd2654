import JSONModel
import JSONSchema
import TestSupport
import Testing

@Suite(.oneAtATime) struct KeywordTests {
    private static let unevaluatedBesideBranches = #"""
        {"allOf":[{"properties":{"a":{}}}],"anyOf":[{"properties":{"b":{"const":1}}},{"properties":{"c":{}}}],
        "unevaluatedProperties":{"type":"string"}}
        """#

    private static let annotations = #"""
        {"title":"t","description":"d","default":1,"examples":["x"],"example":2,"deprecated":true,"readOnly":true,
        "externalDocs":{},"xml":{},"$comment":"c","x-any":1,"unheardOf":{"type":"string"},"contentEncoding":"base64",
        "contentMediaType":"text/plain"}
        """#

    /// Schemas of 3.1 with values that are valid, and values with their violations.
    @Test(
        arguments: [
            (#"{"type":"string"}"#, [#""a""#], [("1", ["type "]), ("null", ["type "])]),
            (#"{"type":["string","null"]}"#, [#""a""#, "null"], [("1", ["type "])]),
            (#"{"type":"integer"}"#, ["1", "1.0", "-1e2"], [("1.5", ["type "]), (#""1""#, ["type "])]),
            (#"{"type":"number"}"#, ["1", "1.5"], [("true", ["type "])]),
            (#"{"type":"boolean"}"#, ["true"], [("0", ["type "])]),
            (#"{"type":"array"}"#, ["[]"], [("{}", ["type "])]), (#"{"type":"object"}"#, ["{}"], [("[]", ["type "])]),
            (
                #"{"enum":[1,"a",null,{"x":[1]}]}"#, ["1.0", #""a""#, "null", #"{"x":[1e0]}"#],
                [("2", ["enum "]), ("{}", ["enum "])]
            ),
            (#"{"enum":[]}"#, [], [("1", ["enum "])]), (#"{"const":{"a":1}}"#, [#"{"a":1.0}"#], [("{}", ["const "])]),
            (#"{"minimum":5,"maximum":7}"#, ["5", "7.0", #""x""#], [("4.99", ["minimum "]), ("7.01", ["maximum "])]),
            (
                #"{"exclusiveMinimum":5,"exclusiveMaximum":7}"#, ["6"],
                [("5", ["exclusiveMinimum "]), ("7e0", ["exclusiveMaximum "])]
            ),
            (#"{"multipleOf":0.1}"#, ["0.3", "1"], [("0.35", ["multipleOf "])]),
            (#"{"minimum":9007199254740993}"#, ["9007199254740993"], [("9007199254740992", ["minimum "])]),
            (
                #"{"minLength":2,"maxLength":3}"#, [#""ab""#, #""😀😀😀""#, "1"],
                [(#""a""#, ["minLength "]), (#""abcd""#, ["maxLength "])]
            ),
            (#"{"maxLength":1}"#, [#""é""#], [("\"e\u{301}\"", ["maxLength "])]),
            (#"{"pattern":"^a"}"#, [#""ab""#, "1"], [(#""ba""#, ["pattern "])]),
            (#"{"minItems":1,"maxItems":2}"#, ["[1]", "[1,2]"], [("[]", ["minItems "]), ("[1,2,3]", ["maxItems "])]),
            (
                #"{"uniqueItems":true}"#, ["[1,2,true]", "[[1],[2]]"],
                [("[1,1.0]", ["uniqueItems "]), (#"[{"a":1,"b":2},{"b":2,"a":1}]"#, ["uniqueItems "])]
            ),
            (#"{"items":{"type":"integer"}}"#, ["[]", "[1,2]"], [(#"[1,"a",null]"#, ["type /1", "type /2"])]),
            (
                #"{"prefixItems":[{"type":"integer"},true],"items":false}"#, ["[1]", "[1,2]"],
                [("[null,2,3]", ["type /0", "false /2"])]
            ),
            (#"{"contains":{"const":1}}"#, ["[2,1]", "1"], [("[]", ["contains "]), ("[2]", ["contains "])]),
            (
                #"{"contains":{"const":1},"minContains":2,"maxContains":3}"#, ["[1,1]", "[1,1,1,2]"],
                [("[1]", ["contains "]), ("[1,1,1,1]", ["contains "])]
            ),
            (#"{"contains":{"const":1},"minContains":0}"#, ["[]"], []),
            (#"{"required":["a","b"]}"#, [#"{"a":1,"b":null}"#, "1"], [("{}", ["required /a", "required /b"])]),
            (
                #"{"minProperties":1,"maxProperties":1}"#, [#"{"a":1}"#],
                [("{}", ["minProperties "]), (#"{"a":1,"b":2}"#, ["maxProperties "])]
            ),
            (
                #"{"properties":{"a":{"type":"integer"},"b":false}}"#, [#"{"a":1,"c":2}"#],
                [(#"{"b":1,"a":"x"}"#, ["false /b", "type /a"])]
            ),
            (
                #"{"properties":{"a":{}},"additionalProperties":false}"#, [#"{"a":1}"#],
                [(#"{"a":1,"b/c":2}"#, ["additionalProperties /b~1c"])]
            ),
            (#"{"additionalProperties":{"type":"string"}}"#, [#"{"a":"x"}"#], [(#"{"a":1}"#, ["type /a"])]),
            (
                #"{"patternProperties":{"^x":{"type":"integer"}},"additionalProperties":false}"#, [#"{"x1":1}"#],
                [(#"{"xa":"b","y":1}"#, ["type /xa", "additionalProperties /y"])]
            ),
            (#"{"propertyNames":{"maxLength":2}}"#, [#"{"ab":1}"#], [(#"{"abc":1}"#, ["propertyNames /abc"])]),
            (
                #"{"dependentRequired":{"a":["b","c"]}}"#, ["{}", #"{"b":1}"#],
                [(#"{"a":1,"c":1}"#, ["dependentRequired /b"])]
            ),
            (#"{"dependentSchemas":{"a":{"required":["b"]}}}"#, ["{}"], [(#"{"a":1}"#, ["required /b"])]),
            (#"{"allOf":[{"minimum":2},{"maximum":1}]}"#, [], [("1.5", ["minimum ", "maximum "])]),
            (#"{"anyOf":[{"type":"string"},{"minimum":5}]}"#, [#""a""#, "6"], [("1", ["anyOf "])]),
            (
                #"{"oneOf":[{"type":"integer"},{"minimum":5}]}"#, ["1", "5.5"],
                [("6", ["oneOf "]), ("1.5", ["oneOf "])]
            ),
            (#"{"not":{"type":"integer"}}"#, ["1.5"], [("1", ["not "])]),
            (
                #"{"if":{"minimum":10},"then":{"multipleOf":10},"else":{"multipleOf":2}}"#, ["20", "4"],
                [("15", ["multipleOf "]), ("3", ["multipleOf "])]
            ),
            (#"{"then":false,"else":false}"#, ["1"], []), ("true", ["1"], []), ("false", [], [("1", ["false "])]),
            (
                #"{"properties":{"a":{}},"unevaluatedProperties":false}"#, [#"{"a":1}"#],
                [(#"{"b":1}"#, ["unevaluatedProperties /b"])]
            ),
            (
                unevaluatedBesideBranches,
                [#"{"a":1,"b":1,"c":1}"#, #"{"a":1,"z":"s"}"#], [(#"{"b":2,"c":2}"#, ["type /b"])]
            ),
            (
                #"{"prefixItems":[{}],"contains":{"const":1},"unevaluatedItems":false}"#, ["[0,1,1]"],
                [("[0,1,2]", ["unevaluatedItems /2"])]
            ),
            (
                annotations,
                ["1"], []
            ),
        ] as [(String, [String], [(String, [String])])])
    func keywordsOf31(schema: String, valid: [String], invalid: [(String, [String])]) throws {
        let compiled = try compile(schema)
        for value in valid { #expect(try violations(of: value, compiled) == []) }
        for (value, wanted) in invalid { #expect(try violations(of: value, compiled) == wanted) }
    }

    /// What 3.0 has in a way of its own.
    @Test(
        arguments: [
            (#"{"type":"string","nullable":true}"#, [#""a""#, "null"], [("1", ["type "])]),
            (#"{"nullable":true}"#, ["1", "null"], []), (#"{"nullable":false}"#, ["null"], []),
            (#"{"type":"string","nullable":true,"enum":["a"]}"#, [#""a""#], [("null", ["enum "])]),
            (#"{"minimum":5,"exclusiveMinimum":true}"#, ["5.1"], [("5", ["minimum "])]),
            (#"{"maximum":5,"exclusiveMaximum":true}"#, ["4"], [("5.0", ["maximum "])]),
            (#"{"maximum":5,"exclusiveMaximum":false}"#, ["5"], []), (#"{"exclusiveMaximum":true}"#, ["5"], []),
            (#"{"type":"integer"}"#, ["1", "-7"], [("1.0", ["type "]), ("1e2", ["type "])]),
            (
                ##"{"$ref":"#/components/schemas/Small","minLength":5,"not":{}}"##, [#""a""#],
                [(#""abc""#, ["maxLength "])]
            ),
            (
                #"{"required":["id","name"],"properties":{"id":{"readOnly":true},"name":{}}}"#, [#"{"name":1}"#],
                [("{}", ["required /name"])]
            ),
        ] as [(String, [String], [(String, [String])])])
    func keywordsOf30(schema: String, valid: [String], invalid: [(String, [String])]) throws {
        let compiled = try compile(schema, .openAPI30, components: #"{"Small":{"maxLength":2}}"#)
        for value in valid { #expect(try violations(of: value, compiled) == []) }
        for (value, wanted) in invalid { #expect(try violations(of: value, compiled) == wanted) }
    }

    @Test func violationsComeInOrderToALimit() throws {
        let schema = try compile(#"{"type":"array","maxItems":2,"items":{"type":"integer","minimum":3}}"#)
        let value = #"[1,"a",2,3,"b"]"#
        let all = ["maxItems ", "minimum /0", "type /1", "minimum /2", "type /4"]
        #expect(try violations(of: value, schema) == all)
        #expect(try violations(of: value, schema, limit: 3) == Array(all.prefix(3)))
        let many = "[" + Array(repeating: "0", count: 500).joined(separator: ",") + "]"
        #expect(try violations(of: many, schema).count == 100)
    }

    @Test func workIsBounded() throws {
        let schema = try compile(
            ##"{"$ref":"#/components/schemas/Tree"}"##,
            components: ##"""
                {"Tree":{"anyOf":[{"type":"array","items":{"$ref":"#/components/schemas/Tree"}},
                {"type":"array","items":{"$ref":"#/components/schemas/Tree"}}]}}
                """##)
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
        }
        #expect(try violations(of: nested(5), schema) == ["anyOf "])
        let deep = nested(60)
        #expect(try violations(of: deep, schema) == ["complexity "])
    }

    @Test func nestingIsBounded() throws {
        let links = (0..<50).map { ##""S\##($0)":{"$ref":"#/components/schemas/S\##($0 + 1)"}"## }
        let last = ##""S50":{"items":{"$ref":"#/components/schemas/S0"},"maxItems":1}"##
        let schema = try compile(
            ##"{"$ref":"#/components/schemas/S0"}"##, components: "{" + (links + [last]).joined(separator: ",") + "}")
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try violations(of: nested(25), schema) == [])
        #expect(try violations(of: nested(40), schema) == ["complexity "])
    }
}

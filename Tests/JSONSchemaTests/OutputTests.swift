import Foundation
import JSONModel
import JSONSchema
import TestSupport
import Testing

/// The output of JSON Schema 2020-12, section 12.
@Suite(.oneAtATime) struct OutputTests {
    /// The example of section 12.4.
    private static let polygon = ##"""
        {"$id":"https://example.com/polygon","$schema":"https://json-schema.org/draft/2020-12/schema",
        "$defs":{"point":{"type":"object","properties":{"x":{"type":"number"},"y":{"type":"number"}},
        "additionalProperties":false,"required":["x","y"]}},
        "type":"array","items":{"$ref":"#/$defs/point"},"minItems":3}
        """##

    private func output(
        _ schema: String, _ value: String, _ format: OutputFormat, limit: Int = 100
    ) throws -> JSONValue {
        try SchemaCompiler(document: json(schema), dialect: .jsonSchema202012).compile(at: .root)
            .output(of: json(value), limit: limit).json(format)
    }

    /// The units below one, each as its keyword's and its instance's location.
    private func places(_ unit: JSONValue) -> [String] {
        guard case .array(let units)? = unit["errors"] else { return [] }
        return units.map { "\($0["keywordLocation"]?.text ?? "-") \($0["instanceLocation"]?.text ?? "-")" }
    }

    /// The units with none below them, in the same manner.
    private func leaves(_ unit: JSONValue) -> [String] {
        guard case .array(let units)? = unit["errors"] else {
            return ["\(unit["keywordLocation"]?.text ?? "-") \(unit["instanceLocation"]?.text ?? "-")"]
        }
        return units.flatMap(leaves)
    }

    @Test func detailedExampleOfTheStandard() throws {
        let unit = try output(Self.polygon, #"[{"x":2.5,"y":1.3},{"x":1,"z":6.7}]"#, .detailed)
        #expect(
            try unit
                == json(
                    ##"""
                    {"valid":false,"keywordLocation":"","absoluteKeywordLocation":"https://example.com/polygon#",
                    "instanceLocation":"","errors":[
                    {"valid":false,"keywordLocation":"/minItems",
                    "absoluteKeywordLocation":"https://example.com/polygon#/minItems","instanceLocation":"",
                    "error":"must have at least 3 items, but has 2"},
                    {"valid":false,"keywordLocation":"/items/$ref",
                    "absoluteKeywordLocation":"https://example.com/polygon#/$defs/point","instanceLocation":"/1",
                    "errors":[
                    {"valid":false,"keywordLocation":"/items/$ref/required",
                    "absoluteKeywordLocation":"https://example.com/polygon#/$defs/point/required",
                    "instanceLocation":"/1","error":"the member \"y\" is missing"},
                    {"valid":false,"keywordLocation":"/items/$ref/additionalProperties",
                    "absoluteKeywordLocation":"https://example.com/polygon#/$defs/point/additionalProperties",
                    "instanceLocation":"/1/z",
                    "error":"there must be no member \"z\" here; the known ones are \"x\", \"y\""}]}]}
                    """##))
    }

    @Test func basicExampleOfTheStandard() throws {
        let unit = try output(Self.polygon, #"[{"x":2.5,"y":1.3},{"x":1,"z":6.7}]"#, .basic)
        #expect(
            places(unit) == [
                "/minItems ", "/items/$ref /1", "/items/$ref/required /1", "/items/$ref/additionalProperties /1/z",
            ])
        #expect(unit["error"] == nil)
        #expect(unit["valid"] == .bool(false))
    }

    @Test func flag() throws {
        #expect(try output(Self.polygon, "[]", .flag) == json(#"{"valid":false}"#))
        #expect(
            try output(Self.polygon, #"[{"x":1,"y":1},{"x":1,"y":1},{"x":1,"y":1}]"#, .flag) == json(#"{"valid":true}"#)
        )
    }

    @Test(arguments: [OutputFormat.basic, .detailed])
    func validValues(format: OutputFormat) throws {
        #expect(try output("true", "1", format) == json(#"{"valid":true,"keywordLocation":"","instanceLocation":""}"#))
    }

    /// Schemas, values, and the places of the errors: the way through the schema and the way through the value.
    @Test(
        arguments: [
            (#"{"type":"string"}"#, "1", ["/type "]),
            ("false", "1", [" "]),
            (#"{"properties":{"a":false}}"#, #"{"a":1}"#, ["/properties/a /a"]),
            (
                ##"{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"minimum":2}},"$ref":"#/$defs/a"}"##, "1",
                ["/$ref/$ref/minimum "]
            ),
            (
                ##"{"$dynamicAnchor":"n","properties":{"k":{"$dynamicRef":"#n"}},"required":["v"]}"##,
                #"{"v":1,"k":{"v":1,"k":{}}}"#,
                ["/properties/k/$dynamicRef/properties/k/$dynamicRef/required /k/k"]
            ),
            (
                ##"{"$defs":{"a":{"$anchor":"n","type":"null"}},"$dynamicRef":"#n"}"##, "1", ["/$dynamicRef/type "]
            ),
            (
                #"{"anyOf":[{"type":"string"},{"minimum":5},{"allOf":[{"type":"null"},{"const":1}]}]}"#, "2",
                ["/anyOf/0/type ", "/anyOf/1/minimum ", "/anyOf/2/allOf/0/type ", "/anyOf/2/allOf/1/const "]
            ),
            (
                #"{"oneOf":[{"anyOf":[{"type":"null"},{"type":"array"}]},{"maximum":1}]}"#, "2",
                ["/oneOf/0/anyOf/0/type ", "/oneOf/0/anyOf/1/type ", "/oneOf/1/maximum "]
            ),
            (#"{"oneOf":[true,true]}"#, "2", ["/oneOf "]), (#"{"not":{"type":"number"}}"#, "2", ["/not "]),
            (
                #"{"if":{"type":"number"},"then":{"minimum":3},"else":false}"#, "2", ["/then/minimum "]
            ),
            (#"{"if":{"type":"string"},"else":{"minimum":3}}"#, "2", ["/else/minimum "]),
            (
                #"{"prefixItems":[{"type":"null"}],"items":{"type":"string"}}"#, "[1,2,3]",
                ["/prefixItems/0/type /0", "/items/type /1", "/items/type /2"]
            ),
            (#"{"contains":{"const":5}}"#, "[1,2]", ["/contains/const /0", "/contains/const /1"]),
            (#"{"contains":true,"maxContains":1}"#, "[1,2]", ["/contains "]),
            (#"{"patternProperties":{"^a/":{"type":"null"}}}"#, #"{"a/b":1}"#, ["/patternProperties/^a~1/type /a~1b"]),
            (#"{"additionalProperties":{"type":"null"}}"#, #"{"a":1}"#, ["/additionalProperties/type /a"]),
            (#"{"propertyNames":{"maxLength":1}}"#, #"{"ab":1}"#, ["/propertyNames/maxLength "]),
            (#"{"required":["a","b"]}"#, "{}", ["/required ", "/required "]),
            (#"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, ["/dependentRequired "]),
            (#"{"dependencies":{"a":["b"]}}"#, #"{"a":1}"#, ["/dependencies "]),
            (#"{"dependencies":{"a":{"required":["b"]}}}"#, #"{"a":1}"#, ["/dependencies/a/required "]),
            (#"{"dependentSchemas":{"a":{"required":["b"]}}}"#, #"{"a":1}"#, ["/dependentSchemas/a/required "]),
            (#"{"unevaluatedProperties":false}"#, #"{"a":1}"#, ["/unevaluatedProperties /a"]),
            (#"{"unevaluatedItems":{"type":"null"}}"#, "[1]", ["/unevaluatedItems/type /0"]),
        ] as [(String, String, [String])])
    func places(schema: String, value: String, wanted: [String]) throws {
        let basic = try output(schema, value, .basic)
        #expect(leaves(try output(schema, value, .detailed)) == wanted)
        // The list has the same ends, with what lies between.
        #expect(wanted.allSatisfy(places(basic).contains))
        #expect(basic["keywordLocation"] == .string(""))
    }

    /// What several errors come of is a unit itself, unless it has only one below it.
    @Test func keywordsWithSeveralErrors() throws {
        let unit = try output(
            #"{"properties":{"a":{"type":"null"},"b":{"type":"null"}},"additionalProperties":false}"#,
            #"{"a":1,"b":1,"c":1}"#, .detailed)
        #expect(places(unit) == ["/properties ", "/additionalProperties /c"])
        let below = try #require(unit["errors"]?.items.first)
        #expect(places(below) == ["/properties/a/type /a", "/properties/b/type /b"])
        let branches = try output(#"{"anyOf":[{"type":"null"}]}"#, "1", .detailed)
        #expect(branches["keywordLocation"] == .string("/anyOf"))
        #expect(branches["error"] == .string("must fit at least one of 1 forms, but fits none"))
    }

    @Test func absoluteLocations() throws {
        func location(_ schema: String) throws -> JSONValue? {
            try output(schema, "1", .detailed)["absoluteKeywordLocation"]
        }
        #expect(try location(#"{"type":"string"}"#) == nil)
        #expect(try location(#"{"$id":"polygon","type":"string"}"#) == nil)
        #expect(try location(#"{"$id":"urn:x:y","type":"string"}"#) == .string("urn:x:y#/type"))
        // The resource is the innermost one, and a fragment has no spaces.
        #expect(
            try location(
                ##"{"$id":"https://a.test/x","$defs":{"a b":{"type":"null"}},"$ref":"#/$defs/a%20b"}"##)
                == .string("https://a.test/x#/$defs/a%20b/type"))
        #expect(
            try location(##"{"$id":"https://a.test/x","$defs":{"a":{"$id":"y","type":"null"}},"$ref":"y"}"##)
                == .string("https://a.test/y#/type"))
    }

    @Test func theNumberOfErrorsIsBounded() throws {
        let value = "[" + Array(repeating: "1", count: 1_000).joined(separator: ",") + "]"
        #expect(leaves(try output(#"{"items":{"type":"null"}}"#, value, .detailed, limit: 7)).count == 7)
        let branches = #"{"anyOf":[{"items":{"type":"null"}},{"type":"null"}]}"#
        #expect(leaves(try output(branches, value, .detailed, limit: 7)).count <= 7)
    }

    @Test func secretsAreNotTold() throws {
        let unit = try output(
            #"{"anyOf":[{"properties":{"a":{"pattern":"^x"}}},{"required":["b"]}],"properties":{"a":{"format":"password"}}}"#,
            #"{"a":"hunter2"}"#, .basic)
        #expect(places(unit).contains("/anyOf/0/properties/a/pattern /a"))
        #expect(!unit.description.contains("hunter2"))
    }

    @Test func tooMuchWork() throws {
        let schema =
            ##"{"$defs":{"n":{"anyOf":[{"items":{"$ref":"#/$defs/n"}},{"items":{"$ref":"#/$defs/n"},"minItems":1}],"not":{"const":0}}},"$ref":"#/$defs/n"}"##
        let value = String(repeating: "[", count: 60) + "0" + String(repeating: "]", count: 60)
        let unit = try output(schema, value, .detailed)
        guard case .string(let message)? = unit["error"] else {
            Issue.record("the unit has no error")
            return
        }
        #expect(message.hasPrefix("checking this value against the schema takes too much work: "))
        #expect(message.contains("more than 20000000 steps"))
        #expect(unit["keywordLocation"] == .string(""))
    }

    /// The cases of the public suite, and every error of its validation cases against the schema of outputs.
    @Test func publicCases() throws {
        guard let folder = Conformance.item("json-schema/output-tests/draft2020-12") else { return }
        let shape = try JSONParser.parse(
            Array(Data(contentsOf: folder.appending(path: "output-schema.json"))), limits: .document)
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "content"), includingPropertiesForKeys: nil)
        var count = 0
        for file in files where file.pathExtension == "json" {
            for group in try JSONParser.parse(Array(Data(contentsOf: file)), limits: .document).items {
                let compiler = SchemaCompiler(document: group["schema"] ?? .null, dialect: .jsonSchema202012)
                let schema = try compiler.compile(at: .root)
                for test in group["tests"]?.items ?? [] {
                    let output = schema.output(of: test["data"] ?? .null)
                    for format in OutputFormat.allCases {
                        guard let wanted = test["output"]?[format.rawValue] else { continue }
                        let check = try SchemaCompiler(
                            document: wanted, dialect: .jsonSchema202012,
                            others: ["https://json-schema.org/draft/2020-12/output/schema": shape]
                        ).compile(at: .root)
                        let violations = check.validate(output.json(format)).map(\.message)
                        #expect(violations == [], "\(file.lastPathComponent): \(test["description"] ?? .null)")
                        count += 1
                    }
                }
            }
        }
        #expect(count >= 2)
    }

    @Test func outputsOfTheSuiteHaveTheStandardsShape() throws {
        guard let folder = Conformance.item("json-schema/draft2020-12"),
            let shapeFile = Conformance.item("json-schema/output-tests/draft2020-12/output-schema.json")
        else { return }
        let text = try JSONParser.parse(Array(Data(contentsOf: shapeFile)), limits: .document)
        var shapes: [OutputFormat: CompiledSchema] = [:]
        for format in OutputFormat.allCases {
            shapes[format] = try SchemaCompiler(
                document: text, dialect: .jsonSchema202012, options: SchemaOptions(assertsFormat: true)
            ).compile(at: JSONPointer(["$defs", format.rawValue]))
        }
        var count = 0
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension == "json" {
            for group in try JSONParser.parse(Array(Data(contentsOf: file)), limits: .document).items {
                let compiler = SchemaCompiler(
                    document: group["schema"] ?? .null, uri: "https://suite.test/", dialect: .jsonSchema202012,
                    others: SuiteTests.others, options: SchemaOptions(allowsBacktracking: true))
                let schema = try compiler.compile(at: .root)
                for test in group["tests"]?.items ?? [] {
                    let output = schema.output(of: test["data"] ?? .null)
                    #expect(output.isValid == (test["valid"] == .bool(true)))
                    for (format, shape) in shapes {
                        let violations = shape.validate(output.json(format)).map(\.message)
                        #expect(violations == [], "\(file.lastPathComponent): \(group["description"] ?? .null)")
                    }
                    count += 1
                }
            }
        }
        #expect(count >= 970)
    }
}

extension JSONValue {
    /// The text of a string.
    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The items of an array; none of anything else.
    fileprivate var items: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }
}

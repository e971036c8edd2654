import JSONModel
import JSONSchema
import Testing

@Suite struct LoadTests {
    /// Schemas that are refused: dialect, the keyword named, and its pointer.
    @Test(
        arguments: [
            (#"{"$id":"x#y"}"#, true, "$id", "/schema/$id"), (#"{"$anchor":1}"#, true, "$anchor", "/schema/$anchor"),
            (##"{"items":{"$dynamicRef":"#x"}}"##, true, "$dynamicRef", "/schema/items/$dynamicRef"),
            (
                #"{"items":{"$anchor":"a"},"not":{"$anchor":"a"}}"#, true, "$anchor", "/schema/items/$anchor"
            ),
            (#"{"dependencies":{"a":["b","b"]}}"#, true, "dependencies", "/schema/dependencies"),
            (#"{"$schema":"http://json-schema.org/draft-07/schema#"}"#, true, "$schema", "/schema/$schema"),
            (#"{"const":1}"#, false, "const", "/schema/const"), (#"{"if":{}}"#, false, "if", "/schema/if"),
            (
                #"{"properties":{"a":{"patternProperties":{}}}}"#, false, "patternProperties",
                "/schema/properties/a/patternProperties"
            ),
            (
                #"{"allOf":[{"unevaluatedProperties":false}]}"#, false, "unevaluatedProperties",
                "/schema/allOf/0/unevaluatedProperties"
            ),
            (#"{"dependentRequired":{}}"#, false, "dependentRequired", "/schema/dependentRequired"),
            (#"{"type":["string"]}"#, false, "type", "/schema/type"),
            (#"{"type":"null"}"#, false, "type", "/schema/type"),
            (#"{"type":"text"}"#, true, "type", "/schema/type"), (#"{"type":[]}"#, true, "type", "/schema/type"),
            (#"{"type":1}"#, true, "type", "/schema/type"), (#"{"minimum":"1"}"#, true, "minimum", "/schema/minimum"),
            (#"{"exclusiveMinimum":true}"#, true, "exclusiveMinimum", "/schema/exclusiveMinimum"),
            (#"{"exclusiveMinimum":1}"#, false, "exclusiveMinimum", "/schema/exclusiveMinimum"),
            (#"{"multipleOf":0}"#, true, "multipleOf", "/schema/multipleOf"),
            (#"{"minLength":-1}"#, true, "minLength", "/schema/minLength"),
            (#"{"maxItems":1.5}"#, true, "maxItems", "/schema/maxItems"),
            (#"{"required":"a"}"#, true, "required", "/schema/required"),
            (#"{"required":["a","a"]}"#, true, "required", "/schema/required"),
            (#"{"required":[1]}"#, true, "required", "/schema/required"),
            (#"{"enum":1}"#, true, "enum", "/schema/enum"), (#"{"enum":[]}"#, false, "enum", "/schema/enum"),
            (#"{"pattern":"(a"}"#, true, "pattern", "/schema/pattern"),
            (#"{"pattern":"(?=a)"}"#, true, "pattern", "/schema/pattern"),
            (#"{"patternProperties":{"[":{}}}"#, true, "patternProperties", "/schema/patternProperties"),
            (#"{"properties":[]}"#, true, "properties", "/schema/properties"),
            (#"{"allOf":[]}"#, true, "allOf", "/schema/allOf"),
            (#"{"oneOf":{}}"#, true, "oneOf", "/schema/oneOf"),
            (#"{"uniqueItems":1}"#, true, "uniqueItems", "/schema/uniqueItems"),
            (#"{"writeOnly":"yes"}"#, true, "writeOnly", "/schema/writeOnly"),
            (#"{"nullable":1}"#, false, "nullable", "/schema/nullable"),
            (#"{"discriminator":{}}"#, true, "discriminator", "/schema/discriminator"),
            (#"{"format":1}"#, true, "format", "/schema/format"),
            (##"{"$ref":"#/nowhere"}"##, true, "$ref", "/schema/$ref"),
            (#"{"$ref":"other.yaml#/x"}"#, true, "$ref", "/schema/$ref"),
            (##"{"$ref":"#name"}"##, true, "$ref", "/schema/$ref"),
            (##"{"$ref":"#/a%zz"}"##, true, "$ref", "/schema/$ref"),
            (#"{"$ref":1}"#, true, "$ref", "/schema/$ref"),
        ] as [(String, Bool, String, String)])
    func refusedByName(schema: String, is31: Bool, keyword: String, pointer: String) throws {
        let error = try #require(try refusal(schema, is31 ? .openAPI31 : .openAPI30), "it was accepted")
        #expect(error.keyword == keyword)
        #expect(error.pointer.description == pointer)
        #expect(
            error.message.contains(keyword) || keyword == "$ref" || keyword.lowercased().contains("pattern")
                || keyword == "type" || keyword == "$schema")
        #expect(error.description.contains(pointer))
    }

    @Test(arguments: [
        ("1", "/schema"), (#"{"items":"x"}"#, "/schema/items"), (#"{"properties":{"a":null}}"#, "/schema/properties/a"),
    ])
    func noSchema(schema: String, pointer: String) throws {
        let error = try #require(try refusal(schema))
        #expect(error.pointer.description == pointer)
        #expect(error.keyword == nil)
    }

    @Test func booleanSchemasAreOf31Only() throws {
        #expect(try refusal(#"{"items":true}"#) == nil)
        #expect(try refusal(#"{"items":true}"#, .openAPI30)?.pointer.description == "/schema/items")
        #expect(try refusal(#"{"additionalProperties":true}"#, .openAPI30) == nil)
    }

    /// A schema that leads back to itself without a step into the value would never end.
    @Test(arguments: [
        ##"{"A":{"$ref":"#/components/schemas/A"}}"##,
        ##"{"A":{"allOf":[{"$ref":"#/components/schemas/B"}]},"B":{"not":{"$ref":"#/components/schemas/A"}}}"##,
        ##"{"A":{"if":{},"then":{"anyOf":[{"oneOf":[{"$ref":"#/components/schemas/A"}]}]}}}"##,
        ##"{"A":{"dependentSchemas":{"x":{"$ref":"#/components/schemas/A"}}}}"##,
    ])
    func endless(components: String) throws {
        let error = try #require(try refusal(##"{"$ref":"#/components/schemas/A"}"##, components: components))
        #expect(error.message.contains("leads back to itself"))
    }

    @Test func longChainsOfReferences() throws {
        func chain(_ count: Int) -> String {
            let links = (0..<count).map { ##""S\##($0)":{"$ref":"#/components/schemas/S\##($0 + 1)"}"## }
            return "{" + (links + [#""S\#(count)":{"type":"string"}"#]).joined(separator: ",") + "}"
        }
        let schema = ##"{"$ref":"#/components/schemas/S0"}"##
        #expect(try refusal(schema, components: chain(60)) == nil)
        #expect(try refusal(schema, components: chain(10_000))?.message.contains("64") == true)
    }

    @Test func cyclesThroughPartsAreFine() throws {
        let tree = try compile(
            ##"{"$ref":"#/components/schemas/Tree"}"##,
            components: ##"""
                {"Tree":{"type":"object","required":["v"],"properties":{"v":{"type":"integer"},
                "kids":{"type":"array","items":{"$ref":"#/components/schemas/Tree"}}}}}
                """##)
        #expect(try violations(of: #"{"v":1,"kids":[{"v":2,"kids":[]}]}"#, tree) == [])
        #expect(
            try violations(of: #"{"v":1,"kids":[{"v":"x","kids":[{}]}]}"#, tree) == [
                "type /kids/0/v", "required /kids/0/kids/0/v",
            ])
    }

    @Test func referencesAreUnescaped() throws {
        let schema = try compile(
            ##"{"allOf":[{"$ref":"#/components/schemas/a~1b"},{"$ref":"#/components/schemas/a%20b%25"}]}"##,
            components: #"{"a/b":{"minimum":1},"a b%":{"maximum":2}}"#)
        #expect(try violations(of: "0", schema) == ["minimum "])
        #expect(try violations(of: "3", schema) == ["maximum "])
    }

    @Test func missingRoot() throws {
        #expect(throws: SchemaCompileError.self) {
            try SchemaCompiler(document: json("{}"), dialect: .openAPI30).compile(at: JSONPointer(["components"]))
        }
    }
}

import JSONModel
import JSONSchema
import Testing

@Suite struct MessageTests {
    /// The one violation of a value: its message, its value, and its rule's place.
    @Test(
        arguments: [
            (#"{"type":"integer"}"#, #""2""#, "must be an integer, but is a string", "2", "/schema/type"),
            (
                #"{"type":["string","null"]}"#, "1.5", "must be null or a string, but is the number 1.5", "1.5",
                "/schema/type"
            ),
            (#"{"enum":["a","b"]}"#, #""c""#, #"must be one of "a", "b", but is "c""#, "c", "/schema/enum"),
            (
                #"{"enum":["medium","large"]}"#, #""medum""#,
                #"must be one of "medium", "large", but is "medum"; did you mean "medium"?"#, "medum", "/schema/enum"
            ),
            (
                #"{"properties":{"machineType":{}},"additionalProperties":false}"#, #"{"machinetype":1}"#,
                #"there must be no member "machinetype" here; did you mean "machineType"? The known ones are "machineType""#,
                nil, "/schema/additionalProperties"
            ),
            (#"{"const":"aws"}"#, "{}", #"must be "aws", but is an object"#, nil, "/schema/const"),
            (#"{"minimum":8}"#, "4", "must be at least 8, but is 4", "4", "/schema/minimum"),
            (#"{"exclusiveMaximum":8}"#, "8", "must be less than 8, but is 8", "8", "/schema/exclusiveMaximum"),
            (#"{"multipleOf":0.5}"#, "0.7", "must be a multiple of 0.5, but is 0.7", "0.7", "/schema/multipleOf"),
            (#"{"maxLength":2}"#, #""abc""#, "must have at most 2 characters, but has 3", "abc", "/schema/maxLength"),
            (#"{"minItems":1}"#, "[]", "must have at least 1 item, but has 0", nil, "/schema/minItems"),
            (#"{"pattern":"^a$"}"#, #""b\n""#, #"must match the pattern ^a$, but is "b\n""#, "b\n", "/schema/pattern"),
            (#"{"format":"ipv4"}"#, #""x""#, #"must be an IPv4 address, but is "x""#, "x", "/schema/format"),
            (
                #"{"uniqueItems":true}"#, "[1,2,1]", "must not repeat an item, but items 0 and 2 are equal", nil,
                "/schema/uniqueItems"
            ),
            (#"{"required":["a"]}"#, "{}", #"the member "a" is missing"#, nil, "/schema/required/0"),
            (#"{"not":{"required":["a"]}}"#, #"{"a":1}"#, #"must not have the member "a""#, nil, "/schema/not"),
            (
                #"{"properties":{"a":{}},"additionalProperties":false}"#, #"{"b":1}"#,
                #"there must be no member "b" here; the known ones are "a""#, nil, "/schema/additionalProperties"
            ),
            (
                #"{"oneOf":[{"title":"one","type":"integer","minimum":3},{"type":"string"}]}"#, "1",
                "must fit exactly one of 2 forms, but fits none; the closest, one, fails since: "
                    + "must be at least 3, but is 1",
                "1", "/schema/oneOf"
            ),
            (
                #"{"oneOf":[{"title":"one"},{"title":"two"}]}"#, "1",
                "must fit exactly one of 2 forms, but fits 2: one, two", "1", "/schema/oneOf"
            ),
            (
                #"{"anyOf":[{"required":["a"]},{"required":["b"],"properties":{"c":{"const":1}}}]}"#, #"{"c":2}"#,
                "must fit at least one of 2 forms, but fits none; the closest, form 1, fails since: "
                    + "/a the member \"a\" is missing",
                nil, "/schema/anyOf"
            ),
        ] as [(String, String, String, String?, String)])
    func words(schema: String, value: String, message: String, shown: String?, pointer: String) throws {
        let violations = try compile(schema).validate(try json(value))
        #expect(violations.map(\.message) == [message])
        #expect(violations.map(\.value) == [shown])
        #expect(violations.map(\.schemaPointer.description) == [pointer])
    }

    @Test func longValuesAreShortened() throws {
        let text = String(repeating: "é", count: 500)
        let violation = try #require(try compile(#"{"pattern":"^a$"}"#).validate(.string(text)).first)
        #expect(violation.value == String(repeating: "é", count: 80) + "…")
        #expect(violation.message.count < 150)
    }

    @Test func discriminatorChoosesWhatIsExplained() throws {
        let components = #"""
            {"Managed":{"required":["type"],"additionalProperties":false,"properties":{"type":{"const":"managed"}}},
            "Key":{"required":["type","name"],"properties":{"type":{"const":"key"},
            "name":{"minLength":9},"days":{"minimum":7}}}}
            """#
        let schema = try compile(
            ##"""
            {"oneOf":[{"$ref":"#/components/schemas/Managed"},{"$ref":"#/components/schemas/Key"}],
            "discriminator":{"propertyName":"type","mapping":{"key":"#/components/schemas/Key"}}}
            """##, components: components)
        let violations = schema.validate(try json(#"{"type":"key","name":"short","days":1}"#))
        #expect(
            violations.map(\.message) == [
                "must fit exactly one of 2 forms, but fits none; Key, which 'type' names, fails since: "
                    + "/name must have at least 9 characters, but has 5; /days must be at least 7, but is 1"
            ])
    }

    /// Nothing of a secret may stand in a violation, wherever the schema says that it is one.
    @Test(arguments: [
        #"{"properties":{"s":{"writeOnly":true,"pattern":"^a$","maxLength":2,"enum":["x"],"const":"y","not":{}}}}"#,
        #"{"properties":{"s":{"format":"password","pattern":"^a$"}}}"#,
        #"{"allOf":[{"properties":{"s":{"pattern":"^a$"}}},{"properties":{"s":{"writeOnly":true}}}]}"#,
        ##"{"properties":{"s":{"pattern":"^a$","$ref":"#/components/schemas/Secret"}}}"##,
        #"{"properties":{"s":{"oneOf":[{"pattern":"^a$"},{"writeOnly":true,"const":"b"}]}}}"#,
        #"{"oneOf":[{"properties":{"s":{"const":"b"}}},{"properties":{"s":{"writeOnly":true,"const":"b"}}}]}"#,
        #"{"properties":{"s":{"if":{"pattern":"^a$"},"else":{"writeOnly":true,"maxLength":1}}}}"#,
        #"{"patternProperties":{"^s$":{"writeOnly":true}},"properties":{"s":{"type":"integer"}}}"#,
        #"{"additionalProperties":{"writeOnly":true,"maxLength":3}}"#,
        #"{"not":{"properties":{"s":{"writeOnly":true}}},"properties":{"s":{"pattern":"^a$"}}}"#,
    ])
    func secretsAreNotShown(schema: String) throws {
        let compiled = try compile(schema, components: #"{"Secret":{"writeOnly":true}}"#)
        let violations = compiled.validate(try json(#"{"s":"hunter2hunter2"}"#))
        #expect(!violations.isEmpty)
        for violation in violations {
            #expect(!violation.message.contains("hunter2"))
            #expect(violation.value?.contains("hunter2") != true)
        }
    }

    @Test func partsOfSecretsAreSecretAndOthersAreNot() throws {
        let schema = try compile(
            #"{"properties":{"s":{"writeOnly":true,"items":{"minimum":5}},"t":{"items":{"minimum":5}}}}"#)
        let violations = schema.validate(try json(#"{"s":[1],"t":[2]}"#))
        #expect(violations.map(\.value) == [nil, "2"])
        #expect(violations.map(\.message) == ["must be at least 5", "must be at least 5, but is 2"])
    }

    /// Code points of two bytes behind one of one: the cut falls into the middle of one.
    @Test func aLongTextIsShownInPart() throws {
        let text = "x" + String(repeating: "é", count: 100_000)
        let violation = try #require(try compile(#"{"maxLength":5}"#).validate(.string(text)).first)
        #expect(violation.message == "must have at most 5 characters, but has 100001")
        #expect(violation.value == "x" + String(repeating: "é", count: 79) + "…")
    }
}

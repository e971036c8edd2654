import JSONModel
import Testing

@Suite("JSON merge patches (RFC 7396)")
struct MergePatchTests {
    private func merged(_ target: String, _ patch: String) throws -> String {
        let target = try JSONParser.parse(Array(target.utf8), limits: JSONLimits.spec)
        let patch = try JSONParser.parse(Array(patch.utf8), limits: JSONLimits.spec)
        return target.merged(with: patch).description
    }

    @Test(
        "the examples of appendix A",
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, "{}"),
            (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
            (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
            (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
            (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
            (#"{"a":"foo"}"#, "null", "null"),
            (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
            (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
            ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
            ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ])
    func appendix(target: String, patch: String, result: String) throws {
        #expect(try merged(target, patch) == result)
    }

    @Test("numbers keep every digit and members their places")
    func exactness() throws {
        #expect(
            try merged(#"{"n":9007199254740993,"b":1e300,"c":1}"#, #"{"b":2.50,"d":1}"#)
                == #"{"n":9007199254740993,"b":2.50,"c":1,"d":1}"#)
    }
}

import JSONModel
import Testing

@Suite struct LimitTests {
    @Test func bytes() throws {
        let limits = JSONLimits(maxBytes: 10, maxDepth: 5)
        #expect(refusal("\"12345678\"", limits: limits) == nil)
        let error = try #require(refusal("\"123456789\"", limits: limits))
        #expect(error.rule == "size")
        #expect(error.offset == 10)
        #expect(JSONLimits.spec.maxBytes == 262_144)
        #expect(JSONLimits.report.maxBytes == 131_072)
    }

    @Test func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(refusal(nested(64)) == nil)
        let error = try #require(refusal(nested(65)))
        #expect(error.rule == "depth")
        #expect(error.offset == 64)
        #expect(error.pointer == String(repeating: "/0", count: 64))
        let objects = String(repeating: "{\"a\":", count: 64) + "1" + String(repeating: "}", count: 64)
        #expect(refusal(objects) == nil)
        #expect(refusal("{\"a\":" + objects + "}")?.rule == "depth")
    }

    @Test func aMillionBracketsAreRefusedAtOnce() {
        var limits = JSONLimits.document
        limits.maxDepth = .max
        #expect(limits.maxDepth == JSONLimits.deepestNesting)
        let error = refusal(Array(repeating: UInt8(ascii: "["), count: 1_000_000), limits: limits)
        #expect(error?.rule == "depth")
        #expect(error?.offset == JSONLimits.deepestNesting)
    }

    @Test func keys() throws {
        func object(_ count: Int) -> String {
            "{\"o\":{" + (0..<count).map { "\"k\($0)\":0" }.joined(separator: ",") + "}}"
        }
        #expect(refusal(object(10_000)) == nil)
        let error = try #require(refusal(object(10_001)))
        #expect(error.rule == "keys")
        #expect(error.pointer == "/o")
    }

    /// Numbers at a limit and one past it: significant digits, exponents as written and as meant.
    @Test(arguments: [
        (String(repeating: "7", count: 64), true), (String(repeating: "7", count: 65), false),
        ("0." + String(repeating: "7", count: 64), true), ("0." + String(repeating: "7", count: 65), false),
        ("0.000" + String(repeating: "7", count: 64), true), ("1." + String(repeating: "0", count: 63), true),
        ("1." + String(repeating: "0", count: 64), false), ("1" + String(repeating: "0", count: 308), true),
        ("1" + String(repeating: "0", count: 309), false), ("1e308", true), ("1e309", false), ("1E+308", true),
        ("-1e-308", true), ("1e-309", false), ("0.1e-308", false), ("10e308", false), ("0e308", true), ("0e309", false),
        ("1e99999999999999999999", false), ("1e-99999999999999999999", false),
        ("0." + String(repeating: "0", count: 307) + "1", true),
        ("0." + String(repeating: "0", count: 308) + "1", false),
        ("0." + String(repeating: "0", count: 372), true), ("0." + String(repeating: "0", count: 373), false),
    ])
    func numbers(text: String, isAccepted: Bool) {
        let error = refusal("[" + text + "]")
        #expect((error == nil) == isAccepted)
        if let error {
            #expect(error.rule == "number")
            #expect(error.pointer == "/0")
            #expect(error.offset == 1)
        }
    }

    @Test func escapedNULWhereItIsAllowed() throws {
        #expect(try JSONParser.parse(Array(#""\u0000""#.utf8), limits: .document) == .string("\0"))
    }
}

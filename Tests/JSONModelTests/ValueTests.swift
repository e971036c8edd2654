import JSONModel
import Testing

@Suite struct ValueTests {
    @Test(arguments: [
        (#"{"a":1,"b":[true,null]}"#, #" {"b" : [true, null], "a":1.0} "#), ("[1,2]", "[1.0,2e0]"),
        ("\"a\"", #""\u0061""#),
        (#"{"a":{"x":1,"y":2}}"#, #"{"a":{"y":2,"x":1}}"#), ("0", "-0"), ("{}", "{ }"),
    ])
    func same(left: String, right: String) throws {
        let left = try json(left)
        let right = try json(right)
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
    }

    @Test(arguments: [
        ("1", "\"1\""), ("[1,2]", "[2,1]"), (#"{"a":null}"#, "{}"), ("false", "0"), ("null", "false"), ("[]", "{}"),
        ("9007199254740993", "9007199254740992"), ("\"\u{e9}\"", "\"e\u{301}\""), (#"{"a":1}"#, #"{"b":1}"#),
        ("\"\u{212b}\"", "\"A\u{30a}\""), (#"{"a":1,"b":2}"#, #"{"a":2,"b":1}"#), ("[1]", "[1,1]"), ("\"\"", "null"),
    ])
    func different(left: String, right: String) throws {
        #expect(try json(left) != json(right))
    }

    @Test func objectsKeepOrderAndReplace() {
        var object = JSONObject([("b", .null), ("a", .bool(true)), ("b", .bool(false))])
        #expect(object.keys == ["b", "a"])
        #expect(object["b"] == .bool(false))
        object["c"] = .string("x")
        object["b"] = nil
        #expect(object.keys == ["a", "c"])
        #expect(object.count == 2)
        for place in 0..<40 { object["k\(place)"] = .number(JSONNumber(Int64(place))) }
        object["k7"] = nil
        #expect(object.count == 41)
        #expect(object["k7"] == nil)
        #expect(object["k39"] == .number(JSONNumber(39)))
        #expect(object["a"] == .bool(true))
    }

    @Test func largeObjectsCompareInAnyOrder() throws {
        let members = (0..<200).map { (key: "k\($0)", value: JSONValue.number(JSONNumber(Int64($0)))) }
        let object = JSONValue.object(JSONObject(members))
        let turned = JSONValue.object(JSONObject(members.reversed()))
        #expect(object == turned)
        #expect(object.hashValue == turned.hashValue)
        var other = JSONObject(members)
        other["k100"] = .null
        #expect(object != .object(other))
    }

    @Test func pretty() throws {
        let value = try json(#"{"a":[1,{"b":"x\ny"}],"c":{},"d":[]}"#)
        let text = String(decoding: value.serialized(pretty: true), as: UTF8.self)
        #expect(
            text == """
                {
                  "a": [
                    1,
                    {
                      "b": "x\\ny"
                    }
                  ],
                  "c": {},
                  "d": []
                }
                """)
    }
}

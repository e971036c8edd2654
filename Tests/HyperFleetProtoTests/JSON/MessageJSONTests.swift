import HyperFleetProto
import JSONModel
import RPCCore
import Testing

@Suite("Messages have the JSON that any other protobuf implementation gives them")
struct MessageJSONTests {
    private func codec(_ type: String, limits: MessageJSONLimits = MessageJSONLimits()) throws -> MessageJSON {
        MessageJSON(
            type.hasPrefix("test.") ? try DescriptorPool(EverythingDescriptors.set) : .embedded, limits: limits)
    }

    private func value(_ json: String) throws -> JSONValue {
        try JSONParser.parse(Array(json.utf8), limits: .document)
    }

    private func refusal(
        _ json: String, type: String = "test.Everything", limits: MessageJSONLimits = MessageJSONLimits()
    ) throws -> [String] {
        let codec = try codec(type, limits: limits)
        let value = try value(json)
        do throws(RPCError) {
            _ = try codec.bytes(of: value, as: type)
            return []
        } catch {
            #expect(error.code == .invalidArgument)
            #expect(error.processed == .no)
            return error.violations.map { "\($0.field) \($0.rule)" }
        }
    }

    private func bytes(_ json: String, type: String = "test.Everything") throws -> String {
        hex(try codec(type).bytes(of: value(json), as: type))
    }

    @Test("a number of 32 bits is left out when its half of the varint is zero")
    func zeroOfHalfAVarint() throws {
        let codec = try codec("test.Everything")
        #expect(try codec.json(of: [0x28, 0x80, 0x80, 0x80, 0x80, 0x10], as: "test.Everything") == value("{}"))
        #expect(
            try codec.json(of: [0x28, 0x81, 0x80, 0x80, 0x80, 0x10], as: "test.Everything") == value(#"{"anInt32":1}"#))
    }

    @Test("both ways", arguments: GoldenJSON.all.indices)
    func golden(_ index: Int) throws {
        let (type, golden, json) = GoldenJSON.all[index]
        let codec = try codec(type)
        #expect(try codec.json(of: HyperFleetProtoTests.bytes(hex: golden), as: type) == value(json))
        #expect(hex(try codec.bytes(of: value(json), as: type)) == golden)
    }

    @Test("members come in the order of the .proto file, with the numbers of the wire")
    func text() throws {
        let codec = try codec("hyperfleet.v1.DownloadRequest")
        let json = try codec.json(of: [0x18, 0x01, 0x10, 0x80, 0x04], as: "hyperfleet.v1.DownloadRequest")
        #expect(json.description == #"{"payloadBytes":512,"endless":true}"#)
        let big = try self.codec("test.Everything").json(
            of: HyperFleetProtoTests.bytes(hex: "09000000000000e03f15cdcccc3d"), as: "test.Everything")
        #expect(big.description == #"{"aDouble":0.5,"aFloat":0.1}"#)
    }

    @Test("names of either spelling, numbers as numbers or texts, null as nothing")
    func lenient() throws {
        #expect(try bytes(#"{"an_int64": 300}"#) == bytes(#"{"anInt64": "300"}"#))
        #expect(try bytes(#"{"anInt64": 3e2}"#) == bytes(#"{"anInt64": "300.0"}"#))
        #expect(try bytes(#"{"aDouble": "1.5"}"#) == bytes(#"{"aDouble": 1.5}"#))
        #expect(try bytes(#"{"aUint64": 18446744073709551615}"#) == bytes(#"{"aUint64": "18446744073709551615"}"#))
        #expect(try bytes(#"{"aColor": 1}"#) == bytes(#"{"aColor": "COLOR_RED"}"#))
        #expect(try bytes(#"{"aColor": 77}"#) == "704d")
        #expect(try bytes(#"{"someBytes": "-_8"}"#) == bytes(#"{"someBytes": "+/8="}"#))
        #expect(try bytes(#"{"aString": null, "texts": null, "counts": null, "aMessage": null, "maybe": null}"#) == "")
        #expect(try bytes(#"{"at": "2026-08-01T14:00:00.25+02:00"}"#) == bytes(#"{"at": "2026-08-01T12:00:00.250Z"}"#))
        #expect(try bytes(#"{"textChoice": null, "numberChoice": 1}"#) == "800201")
        #expect(try bytes(#"{"@other": "x"}"#) == bytes(#"{"renamed": "x"}"#))
    }

    @Test("what cannot be said is refused by the path and the rule, all of it at once")
    func refusals() throws {
        #expect(
            try refusal(
                #"""
                {"aStrin": "x", "aMessage": {"nam": 1, "inner": {"inner": {"depth": "x"}}}, "messages": [{}, {"x": 1}],
                 "counts": {"a": "1", "b": 1.5}, "byNumber": {"x": {}}, "byFlag": {"maybe": 1}}
                """#) == [
                    "aStrin unknown", "aMessage.nam unknown", "aMessage.inner.inner.depth type",
                    "messages[1].x unknown",
                    "counts[b] type", "byNumber[x] type", "byFlag[maybe] type",
                ])
        #expect(try refusal("[]") == [" type"])
        #expect(try refusal(#"{"textChoice": "", "numberChoice": "1"}"#) == ["numberChoice oneof"])
        #expect(try refusal(#"{"an_int64": 1, "anInt64": 1}"#) == ["anInt64 unique"])
        #expect(try refusal(#"{"texts": ["a", null, 3], "messages": {}}"#).count == 3)
        #expect(try refusal(#"{"any": {}}"#) == ["any unsupported"])
        for json in [
            #"{"anInt32": 2147483648}"#, #"{"anInt32": 0.5}"#, #"{"anInt32": " 1"}"#, #"{"aUint32": -1}"#,
            #"{"aUint64": 18446744073709551616}"#, #"{"aUint64": -1}"#, #"{"anInt64": "9223372036854775808"}"#,
            #"{"aFloat": 1e39}"#, #"{"aDouble": "1e309"}"#, #"{"aDouble": "nan"}"#, #"{"aBool": "true"}"#,
            #"{"aBool": 1}"#, #"{"aString": 1}"#, #"{"someBytes": "a"}"#, #"{"someBytes": "a==="}"#,
            #"{"someBytes": "ab c"}"#, #"{"aColor": "RED"}"#, #"{"aColor": 1.5}"#, #"{"at": "2026-08-01"}"#,
            #"{"at": "2026-08-01T12:00:00.1234567891Z"}"#, #"{"at": "0000-12-31T23:59:59Z"}"#, #"{"at": 5}"#,
            #"{"took": "1"}"#, #"{"took": "1.s"}"#, #"{"took": "+1s"}"#, #"{"took": "315576000001s"}"#,
            #"{"took": "1.0000000001s"}"#, #"{"mask": "a_b"}"#, #"{"wrappedNumber": "x"}"#, #"{"counts": []}"#,
        ] {
            #expect(try refusal(json).count == 1, "\(json)")
        }
        let typo = try codec("test.Everything")
        let unknown = try value(#"{"aStrin": 1}"#)
        let error = #expect(throws: RPCError.self) { try typo.bytes(of: unknown, as: "test.Everything") }
        #expect(error?.message == "aStrin is no field of Everything; did you mean aString?")
        #expect(throws: RPCError.self) { try typo.bytes(of: unknown, as: "test.Nothing") }
    }

    @Test("limits hold at the limit and one past it")
    func limits() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: #"{"inner":"#, count: levels) + "{}" + String(repeating: "}", count: levels)
        }
        let type = "test.Everything.Inner"
        let depth = MessageJSONLimits(depth: 5)
        #expect(try refusal(nested(4), type: type, limits: depth) == [])
        #expect(try refusal(nested(5), type: type, limits: depth) == ["inner.inner.inner.inner.inner depth"])
        var deep: [UInt8] = []
        for _ in 0..<4 { deep = Wire.field(3, deep) }
        let codec = try codec(type, limits: depth)
        _ = try codec.json(of: deep, as: type)
        let tooDeep = Wire.field(3, deep)
        let error = #expect(throws: RPCError.self) { try codec.json(of: tooDeep, as: type) }
        #expect(error?.violations.map(\.rule) == ["depth"])

        let fields = MessageJSONLimits(fields: 3)
        #expect(try refusal(#"{"texts": ["", "", ""]}"#, limits: fields) == [])
        #expect(try refusal(#"{"texts": ["", "", "", ""]}"#, limits: fields) == ["texts[3] field_count"])
        let counted = try self.codec("test.Everything", limits: fields)
        _ = try counted.json(of: Wire.field(20, [1, 2]), as: "test.Everything")
        let tooMany = Wire.field(20, [1, 2, 3])
        #expect(throws: RPCError.self) { try counted.json(of: tooMany, as: "test.Everything") }

        let bytes = MessageJSONLimits(bytes: 4)
        #expect(try refusal(#"{"aString": "ab"}"#, limits: bytes) == [])
        #expect(try refusal(#"{"aString": "abc"}"#, limits: bytes) == [" size"])
        let short = try self.codec("test.Everything", limits: bytes)
        let long = Wire.field(9, "abc")
        #expect(throws: RPCError.self) { try short.json(of: long, as: "test.Everything") }
    }

    @Test("occurrences are merged, the last one counts, choices exclude each other, unknown fields go")
    func wireRules() throws {
        let codec = try codec("test.Everything")
        func json(_ bytes: [UInt8]) throws -> String { try codec.json(of: bytes, as: "test.Everything").description }
        let merged = Wire.field(11, Wire.field(1, "a") + Wire.number(2, 1)) + Wire.field(11, Wire.field(1, "b"))
        #expect(try json(merged) == #"{"aMessage":{"name":"b","depth":1}}"#)
        #expect(try json(Wire.field(9, "a") + Wire.field(9, "b")) == #"{"aString":"b"}"#)
        #expect(try json(Wire.field(30, "a") + Wire.number(32, 0)) == #"{"numberChoice":"0"}"#)
        #expect(try json(Wire.number(32, 5) + Wire.field(30, "")) == #"{"textChoice":""}"#)
        #expect(try json(Wire.number(20, 5) + Wire.field(20, [6, 7])) == #"{"packedNumbers":[5,6,7]}"#)
        #expect(try json(Wire.field(21, [1, 2])) == #"{"unpackedNumbers":["-1","1"]}"#)
        #expect(try json(Wire.number(500, 1) + Wire.field(501, [0xFF])) == "{}")
        let entries = Wire.field(24, Wire.field(1, "k") + Wire.number(2, 1)) + Wire.field(24, Wire.field(1, "k"))
        #expect(try json(entries) == #"{"counts":{"k":"0"}}"#)
        #expect(try json(Wire.field(25, [])) == #"{"byNumber":{"0":{}}}"#)
        #expect(try json(Wire.field(26, [])) == #"{"byFlag":{"false":"COLOR_UNSPECIFIED"}}"#)
    }

    @Test("a megabyte of elements, entries or occurrences is read without a copy for each")
    func large() throws {
        let codec = try codec("test.Everything")
        let inner = Array(repeating: Wire.field(23, []), count: 200_000).flatMap { $0 }
        let texts = Array(repeating: Wire.field(22, "x"), count: 200_000).flatMap { $0 }
        let entries = (0..<100_000).flatMap { Wire.field(25, Wire.number(1, $0)) }
        let merged = Array(repeating: Wire.field(11, Wire.number(2, 1)), count: 200_000).flatMap { $0 }
        let json = try codec.json(of: inner + texts + entries + merged, as: "test.Everything")
        #expect(json["messages"]?.count == 200_000)
        #expect(json["texts"]?.count == 200_000)
        #expect(json["byNumber"]?.count == 100_000)
        #expect(json["aMessage"]?.description == #"{"depth":1}"#)
    }

    @Test("bytes that are no such message are refused with the path")
    func malformed() throws {
        let codec = try codec("test.Everything")
        func refusal(_ bytes: [UInt8]) -> String? {
            do throws(RPCError) {
                _ = try codec.json(of: bytes, as: "test.Everything")
                return nil
            } catch {
                return error.violations.map { "\($0.field) \($0.rule)" }.first
            }
        }
        #expect(refusal([0x08]) == " truncated")
        #expect(refusal([0x00, 0x00]) == " field_number")
        #expect(refusal(Wire.tag(1, 3)) == " wire_type")
        #expect(refusal(Wire.tag(3, 0) + Array(repeating: 0xFF, count: 10)) == " varint")
        #expect(refusal(Wire.number(9, 1)) == "a_string wire_type")
        #expect(refusal(Wire.field(9, [0xFF])) == "a_string utf8")
        #expect(refusal(Wire.field(23, []) + Wire.field(23, Wire.field(1, [0xC0]))) == "messages[1].name utf8")
        #expect(refusal(Wire.field(25, Wire.field(2, Wire.number(1, 1)))) == "by_number[0].name wire_type")
        #expect(refusal(Wire.field(40, Wire.number(2, -1))) == "at range")
        #expect(refusal(Wire.field(41, Wire.number(1, 1) + Wire.number(2, -1))) == "took range")
        #expect(refusal(Wire.field(42, Wire.field(1, "aB"))) == "mask format")
        #expect(refusal(Wire.field(27, [1, 2, 3])) == "doubles[0] truncated")
        #expect(refusal(Wire.field(60, [])) == "any unsupported")
    }
}

extension JSONValue {
    fileprivate var count: Int? {
        switch self {
        case .array(let items): items.count
        case .object(let object): object.count
        case .null, .bool, .number, .string: nil
        }
    }
}

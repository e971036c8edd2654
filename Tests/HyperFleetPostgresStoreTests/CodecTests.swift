import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetPostgresStore

@Suite("Stored conditions")
struct CodecTests {
    @Test("What is written is read back")
    func roundTrip() throws {
        let conditions = [Sample.condition("Reconciled", true), Sample.condition("DnsSuccessful", false)]
        #expect(try ConditionCodec.decode(ConditionCodec.encode(conditions)) == conditions)
        #expect(try ConditionCodec.decode(ConditionCodec.encode([])) == [])
        let statuses = Sample.status("dns").conditions
        #expect(try AdapterConditionCodec.decode(AdapterConditionCodec.encode(statuses)) == statuses)
        #expect(try AdapterConditionCodec.decode(Array("[]".utf8)) == [])
    }

    @Test("The text can be read in psql")
    func text() throws {
        let text = String(decoding: ConditionCodec.encode([Sample.condition("Reconciled", true)]), as: UTF8.self)
        #expect(text.hasPrefix(#"[{"type":"Reconciled","status":"True","reason":"Because","#))
        #expect(text.contains(#""created_time":"2026-08-01T10:00:00.123456Z""#))
    }

    @Test("Other members, orders, spaces and times are read")
    func others() throws {
        let text = """
            [ {"unknown": {"a": [1, "]}", {}], "b": null}, "status": "False", "type": "X\\u0041\\n\\/", "n": -1.5e3,
               "observed_generation": 12, "created_time": "2024-02-29T23:59:59Z", "t": true,
               "last_updated_time": "2026-08-01T12:00:00.5+02:00", "last_transition_time": "1969-12-31T23:59:59.999999Z"} ]
            """
        let condition = try #require(try ConditionCodec.decode(Array(text.utf8)).first)
        #expect(condition.type == "XA\n/" && !condition.status && condition.observedGeneration == 12)
        #expect(condition.reason.isEmpty && condition.message.isEmpty)
        #expect(condition.createdTime.rfc3339 == "2024-02-29T23:59:59.000000Z")
        #expect(condition.lastUpdatedTime.rfc3339 == "2026-08-01T10:00:00.500000Z")
        #expect(condition.lastTransitionTime.microseconds == -1)
    }

    @Test("Both ways to read a time agree")
    func times() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let time = Timestamp(
                microseconds: .random(in: -62_000_000_000_000_000...253_000_000_000_000_000, using: &generator))
            #expect(stored(time.rfc3339) == time)
            #expect(Timestamp(rfc3339: time.rfc3339) == time)
        }
        #expect(stored("2026-02-30T10:00:00.123456Z") == nil)
        #expect(stored("2026-13-01T10:00:00.123456Z") == nil)
        #expect(stored("2026-01-01T24:00:00.123456Z") == nil)
        #expect(stored("") == nil)
    }

    private func stored(_ time: String) -> Timestamp? {
        var reader = StoredJSONReader(Array("\"\(time)\"".utf8))
        return try? reader.timestamp()
    }

    @Test("Texts of every length, with a quote, a backslash or a control anywhere in them, are written and read back")
    func texts() throws {
        for length in 0...20 {
            for special in ["\"", "\\", "\n", "\u{01}", "ä", "\u{1F680}"] {
                for place in 0...length {
                    var condition = Sample.condition("Reconciled", true)
                    condition.message = String(repeating: "x", count: place) + special
                    condition.message += String(repeating: "y", count: length - place)
                    let bytes = ConditionCodec.encode([condition])
                    #expect(try ConditionCodec.decode(bytes) == [condition])
                    let text = try JSONParser.parse(bytes, limits: .report).serialized()
                    #expect(text == bytes)
                }
            }
        }
    }

    @Test("Integers are read to their limits, and refused past them")
    func integers() throws {
        for value in [0, 1, -1, .max, .min] as [Int64] {
            var reader = StoredJSONReader(Array(" \(value),".utf8))
            #expect(try reader.integer() == value)
        }
        for text in ["9223372036854775808", "-9223372036854775809", "99999999999999999999", "-", "", "x"] {
            #expect(throws: StoredJSONError.self) {
                var reader = StoredJSONReader(Array(text.utf8))
                _ = try reader.integer()
            }
        }
    }

    @Test(
        "What is no list of conditions is refused",
        arguments: [
            "", "{}", "[", "[1]", "[{]", "[{}]", "[{\"type\": 1}]", "[{\"type\": \"a}]", "[{\"type\" \"a\"}]",
            "[{} {}]",
            #"[{"type": "a", "status": "Unknown"}]"#, #"[{"type": "a", "observed_generation": 1.5}]"#,
            #"[{"type": "a", "created_time": "yesterday"}]"#, #"[{"type": "\u00e4"}]"#, "[{\"a\": \"\\",
        ])
    func refused(_ text: String) {
        #expect(throws: StoredJSONError.self) { try ConditionCodec.decode(Array(text.utf8)) }
        #expect(throws: StoredJSONError.self) { try AdapterConditionCodec.decode(Array(text.utf8)) }
    }
}

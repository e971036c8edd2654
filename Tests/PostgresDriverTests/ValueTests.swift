internal import PostgresDriver
internal import Testing

/// One value of each type, there and back.
private struct EchoAll: PostgresStatement {
    static let name = "echo_all"
    static let sql = """
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $2::text, $5::text, octet_length($1), array_length($7, 1)
        """
    static let parameterTypes: [PostgresType] = [
        .text, .int8, .bool, .uuid, .timestamptz, .jsonb, .textArray, .uuidArray, .bytea,
    ]

    var text: String?
    var integer: Int64?
    var bool: Bool?
    var high: UInt64?
    var timestamp: Int64?
    var json: [UInt8]?
    var texts: [String]
    var uuids: [(high: UInt64, low: UInt64)]
    var bytes: [UInt8]?

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(text)
        parameters.append(integer)
        parameters.append(bool)
        parameters.appendUUID(high.map { (high: $0, low: ~$0) })
        parameters.appendTimestamp(microsecondsSinceEpoch: timestamp)
        parameters.appendJSON(json)
        parameters.append(texts)
        parameters.appendUUIDs(uuids)
        parameters.appendBytes(bytes)
    }

    struct Row: Sendable {
        var value: EchoAll
        var low: UInt64?
        var integerText: String?
        var timestampText: String?
        var textBytes: Int64?
        var textCount: Int64?
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Row {
        let uuid = try row.optionalUUID(3)
        let value = EchoAll(
            text: try row.optionalText(0), integer: try row.optionalInt64(1), bool: try row.optionalBool(2),
            high: uuid?.high, timestamp: try row.optionalTimestamp(4), json: try row.optionalJSON(5),
            texts: try row.textArray(6), uuids: try row.uuidArray(7), bytes: try row.optionalBytes(8))
        return Row(
            value: value, low: uuid?.low, integerText: try row.optionalText(9), timestampText: try row.optionalText(10),
            textBytes: try row.optionalInt64(11), textCount: try row.optionalInt64(12))
    }
}

/// What goes in bound and binary comes back so.
@Suite struct ValueTests {
    @Test(arguments: [
        (Int64.min, "-9223372036854775808"), (-1, "-1"), (0, "0"), (Int64.max, "9223372036854775807"),
    ])
    func integers(value: Int64, text: String) async throws {
        let row = try await echo(integer: value)
        #expect(row.value.integer == value)
        #expect(row.integerText == text)
    }

    @Test(arguments: ["", "a", "žluťoučký kůň 🐎 \u{1F469}\u{200D}\u{1F680}", "line\nline\t\"quoted\" $1 '; DROP"])
    func texts(text: String) async throws {
        let row = try await echo(text: text, texts: [text, "", text + text])
        #expect(row.value.text == text)
        #expect(row.value.texts == [text, "", text + text])
        #expect(row.textBytes == Int64(text.utf8.count))
        #expect(row.textCount == 3)
    }

    /// Before 1970, between the two epochs, and behind both, to the microsecond.
    @Test(arguments: [
        (Int64(0), "1970-01-01 00:00:00+00"),
        (1_764_000_000_123_456, "2025-11-24 16:00:00.123456+00"),
        (946_684_799_999_999, "1999-12-31 23:59:59.999999+00"),
        (-1, "1969-12-31 23:59:59.999999+00"),
        (-14_182_980_000_000_000, "1520-07-24 03:20:00+00"),
    ])
    func timestamps(value: Int64, text: String) async throws {
        let row = try await echo(timestamp: value)
        #expect(row.value.timestamp == value)
        #expect(row.timestampText == text)
    }

    @Test func everythingElse() async throws {
        let json = Array(#"{"a": [1, 2.50, "ä"], "b": null}"#.utf8)
        let row = try await echo(
            bool: true, high: 0x0123_4567_89ab_cdef, json: json, uuids: [(1, 2), (.max, 0)], bytes: [0, 255, 0])
        #expect(row.value.bool == true)
        #expect(row.value.high == 0x0123_4567_89ab_cdef)
        #expect(row.low == ~0x0123_4567_89ab_cdef)
        #expect(row.value.json.map { String(decoding: $0, as: UTF8.self) } == String(decoding: json, as: UTF8.self))
        #expect(row.value.uuids.map(\.high) == [1, .max])
        #expect(row.value.uuids.map(\.low) == [2, 0])
        #expect(row.value.bytes == [0, 255, 0])
        #expect(try await echo(bool: false, bytes: []).value.bool == false)
        #expect(try await echo(bool: false, bytes: []).value.bytes == [])
    }

    @Test func nulls() async throws {
        let row = try await echo()
        #expect(row.value.text == nil && row.value.integer == nil && row.value.bool == nil && row.value.high == nil)
        #expect(row.value.timestamp == nil && row.value.json == nil && row.value.bytes == nil)
        #expect(row.value.texts == [] && row.value.uuids.isEmpty)
    }

    @Test func wrongTypeAndNullAreNamed() async throws {
        struct WrongType: PostgresStatement {
            static let name = "wrong_type"
            static let sql = "SELECT 'x'::text AS given"
            static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 { try row.int64(0) }
        }
        struct Null: PostgresStatement {
            static let name = "null_value"
            static let sql = "SELECT NULL::int8 AS missing"
            static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 { try row.int64(0) }
        }
        try await withDatabase { database, _ in
            let wrong = await postgresError { _ = try await database.read(WrongType()) }
            #expect(wrong?.kind == .decoding)
            #expect(wrong?.statement == "wrong_type")
            #expect(wrong?.detail.contains("'given'") == true)
            let null = await postgresError { _ = try await database.read(Null()) }
            #expect(null?.kind == .decoding)
            #expect(null?.detail.contains("'missing' is NULL") == true)
        }
    }

    /// A bound value that PostgreSQL quotes in its message stays out of what may be logged.
    @Test func valuesStayOutOfDescriptions() async throws {
        struct Cast: PostgresStatement {
            static let name = "cast"
            static let sql = "SELECT $1::int8"
            static let parameterTypes: [PostgresType] = [.text]
            func bind(into parameters: inout PostgresParameters) { parameters.append("hunter2") }
            static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 { try row.int64(0) }
        }
        try await withDatabase { database, _ in
            let error = await postgresError { _ = try await database.read(Cast()) }
            #expect(error?.sqlState == "22P02")
            #expect(error.map { "\($0)".contains("hunter2") } == false)
        }
    }

    private func echo(
        text: String? = nil, integer: Int64? = nil, bool: Bool? = nil, high: UInt64? = nil, timestamp: Int64? = nil,
        json: [UInt8]? = nil, texts: [String] = [], uuids: [(high: UInt64, low: UInt64)] = [], bytes: [UInt8]? = nil
    ) async throws -> EchoAll.Row {
        let statement = EchoAll(
            text: text, integer: integer, bool: bool, high: high, timestamp: timestamp, json: json, texts: texts,
            uuids: uuids, bytes: bytes)
        let rows = try await withDatabase { database, _ in try await database.read(statement) }
        return try #require(rows.first)
    }
}

internal import CLibPQ

/// One row of a result; columns are counted from 0.
///
/// Every accessor throws `decoding` with the column's name when the column is missing, of another type, or NULL where
/// no optional is asked for. It holds the whole result, and may be decoded on any thread.
package struct PostgresRow: Sendable {
    let result: PostgresResult
    let index: Int

    /// The number of columns.
    package var count: Int { result.columnCount }

    package func isNull(_ column: Int) -> Bool {
        PQgetisnull(result.handle, Int32(index), Int32(column)) == 1
    }

    /// An `int8`, `int4`, `int2` or `oid` column.
    package func int64(_ column: Int) throws(PostgresError) -> Int64 {
        try present(column, optionalInt64(column))
    }

    package func optionalInt64(_ column: Int) throws(PostgresError) -> Int64? {
        guard let field = try field(column) else { return nil }
        switch (field.type, field.bytes.count) {
        case (20, 8): return field.bytes.bigEndian(as: Int64.self)
        case (23, 4): return Int64(field.bytes.bigEndian(as: Int32.self))
        case (21, 2): return Int64(field.bytes.bigEndian(as: Int16.self))
        case (26, 4): return Int64(field.bytes.bigEndian(as: UInt32.self))
        default: throw mismatch(column, wanted: "an integer")
        }
    }

    /// A `bool` column.
    package func bool(_ column: Int) throws(PostgresError) -> Bool {
        try present(column, optionalBool(column))
    }

    package func optionalBool(_ column: Int) throws(PostgresError) -> Bool? {
        guard let field = try field(column) else { return nil }
        guard field.type == 16, field.bytes.count == 1 else { throw mismatch(column, wanted: "bool") }
        return field.bytes[0] != 0
    }

    /// A `text`, `varchar`, `char`, `name` or `"char"` column.
    package func text(_ column: Int) throws(PostgresError) -> String {
        try present(column, optionalText(column))
    }

    package func optionalText(_ column: Int) throws(PostgresError) -> String? {
        guard let field = try field(column) else { return nil }
        switch field.type {
        case 25, 1043, 1042, 19, 18, 705: return String(decoding: field.bytes, as: UTF8.self)
        default: throw mismatch(column, wanted: "text")
        }
    }

    /// A `uuid` column.
    package func uuid(_ column: Int) throws(PostgresError) -> (high: UInt64, low: UInt64) {
        guard let value = try optionalUUID(column) else { throw isNullError(column) }
        return value
    }

    package func optionalUUID(_ column: Int) throws(PostgresError) -> (high: UInt64, low: UInt64)? {
        guard let field = try field(column) else { return nil }
        guard field.type == 2950, field.bytes.count == 16 else { throw mismatch(column, wanted: "uuid") }
        return (field.bytes.bigEndian(at: 0), field.bytes.bigEndian(at: 8))
    }

    /// A `timestamptz` column, in microseconds since the Unix epoch; infinity is refused.
    package func timestamp(_ column: Int) throws(PostgresError) -> Int64 {
        try present(column, optionalTimestamp(column))
    }

    package func optionalTimestamp(_ column: Int) throws(PostgresError) -> Int64? {
        guard let field = try field(column) else { return nil }
        guard field.type == 1184, field.bytes.count == 8 else { throw mismatch(column, wanted: "timestamptz") }
        let stored = field.bytes.bigEndian(as: Int64.self)
        let (value, overflow) = stored.addingReportingOverflow(PostgresTimestamp.epochMicroseconds)
        guard !overflow, stored != .min else { throw mismatch(column, wanted: "a finite timestamptz") }
        return value
    }

    /// A `jsonb` or `json` column, as UTF-8 JSON text.
    package func json(_ column: Int) throws(PostgresError) -> [UInt8] {
        try present(column, optionalJSON(column))
    }

    package func optionalJSON(_ column: Int) throws(PostgresError) -> [UInt8]? {
        guard let field = try field(column) else { return nil }
        switch field.type {
        case 3802:
            guard field.bytes.first == PostgresJSONB.version else { throw mismatch(column, wanted: "jsonb 1") }
            return [UInt8](field.bytes.dropFirst())
        case 114: return [UInt8](field.bytes)
        default: throw mismatch(column, wanted: "jsonb")
        }
    }

    /// A `bytea` column.
    package func bytes(_ column: Int) throws(PostgresError) -> [UInt8] {
        try present(column, optionalBytes(column))
    }

    package func optionalBytes(_ column: Int) throws(PostgresError) -> [UInt8]? {
        guard let field = try field(column) else { return nil }
        guard field.type == 17 else { throw mismatch(column, wanted: "bytea") }
        return [UInt8](field.bytes)
    }
}

extension PostgresRow {
    /// A column's value in place: valid as long as the result is.
    struct Field {
        let type: UInt32
        let bytes: UnsafeRawBufferPointer
    }

    /// The value of `column`; nil for NULL.
    func field(_ column: Int) throws(PostgresError) -> Field? {
        guard column >= 0, column < count else {
            throw PostgresError(.decoding, detail: "there is no column \(column), only \(count)")
        }
        if isNull(column) { return nil }
        let length = Int(PQgetlength(result.handle, Int32(index), Int32(column)))
        let start = PQgetvalue(result.handle, Int32(index), Int32(column))
        return Field(
            type: PQftype(result.handle, Int32(column)),
            bytes: UnsafeRawBufferPointer(start: UnsafeRawPointer(start), count: length))
    }

    func present<Value>(_ column: Int, _ value: Value?) throws(PostgresError) -> Value {
        guard let value else { throw isNullError(column) }
        return value
    }

    func isNullError(_ column: Int) -> PostgresError {
        PostgresError(.decoding, detail: "column \(column) '\(name(column))' is NULL")
    }

    func mismatch(_ column: Int, wanted: String) -> PostgresError {
        let type = PQftype(result.handle, Int32(column))
        let detail = "column \(column) '\(name(column))' has type \(type), wanted: \(wanted)"
        return PostgresError(.decoding, detail: detail)
    }

    private func name(_ column: Int) -> String {
        PQfname(result.handle, Int32(column)).map { String(cString: $0) } ?? "?"
    }
}

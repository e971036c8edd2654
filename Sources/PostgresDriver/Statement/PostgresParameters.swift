/// The bound values of one statement, in PostgreSQL's binary format.
///
/// Held as the Bind message has them: for each value a big-endian 32-bit length (-1 for NULL) and its bytes.
package struct PostgresParameters: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    package init() {}

    /// Appends a `text` value.
    package mutating func append(_ value: String?) {
        guard let value else { return appendNull() }
        begin(length: value.utf8.count)
        bytes.append(contentsOf: value.utf8)
    }

    /// Appends an `int8` value.
    package mutating func append(_ value: Int64?) {
        guard let value else { return appendNull() }
        begin(length: 8)
        bytes.appendBigEndian(value)
    }

    /// Appends an `int4` value.
    package mutating func append(_ value: Int32?) {
        guard let value else { return appendNull() }
        begin(length: 4)
        bytes.appendBigEndian(value)
    }

    /// Appends a `bool` value.
    package mutating func append(_ value: Bool?) {
        guard let value else { return appendNull() }
        begin(length: 1)
        bytes.append(value ? 1 : 0)
    }

    /// Appends a `uuid` value.
    package mutating func appendUUID(high: UInt64, low: UInt64) {
        begin(length: 16)
        bytes.appendBigEndian(high)
        bytes.appendBigEndian(low)
    }

    /// Appends a `uuid` value, or NULL.
    package mutating func appendUUID(_ value: (high: UInt64, low: UInt64)?) {
        guard let value else { return appendNull() }
        appendUUID(high: value.high, low: value.low)
    }

    /// Appends a `timestamptz` value, given in microseconds since the Unix epoch.
    ///
    /// A time beyond PostgreSQL's range (294276-12-31) is clamped, and PostgreSQL refuses it.
    package mutating func appendTimestamp(microsecondsSinceEpoch value: Int64?) {
        guard let value else { return appendNull() }
        let (shifted, overflow) = value.subtractingReportingOverflow(PostgresTimestamp.epochMicroseconds)
        begin(length: 8)
        bytes.appendBigEndian(overflow ? Int64.min + 1 : shifted)
    }

    /// Appends a `jsonb` value: UTF-8 JSON text.
    package mutating func appendJSON(_ value: [UInt8]?) {
        guard let value else { return appendNull() }
        begin(length: value.count + 1)
        bytes.append(PostgresJSONB.version)
        bytes.append(contentsOf: value)
    }

    /// Appends a `bytea` value.
    package mutating func appendBytes(_ value: [UInt8]?) {
        guard let value else { return appendNull() }
        begin(length: value.count)
        bytes.append(contentsOf: value)
    }

    /// Appends a `text[]` value without NULLs.
    package mutating func append(_ values: [String]) {
        appendArray(values, of: .text) { bytes, value in
            bytes.appendBigEndian(Int32(clamping: value.utf8.count))
            bytes.append(contentsOf: value.utf8)
        }
    }

    /// Appends an `int8[]` value without NULLs.
    package mutating func append(_ values: [Int64]) {
        appendArray(values, of: .int8) { bytes, value in
            bytes.appendBigEndian(Int32(8))
            bytes.appendBigEndian(value)
        }
    }

    /// Appends a `uuid[]` value without NULLs.
    package mutating func appendUUIDs(_ values: [(high: UInt64, low: UInt64)]) {
        appendArray(values, of: .uuid) { bytes, value in
            bytes.appendBigEndian(Int32(16))
            bytes.appendBigEndian(value.high)
            bytes.appendBigEndian(value.low)
        }
    }

    /// Appends NULL, of any type.
    package mutating func appendNull() {
        bytes.appendBigEndian(Int32(-1))
        count += 1
    }

    private mutating func begin(length: Int) {
        bytes.reserveCapacity(bytes.count + length + 4)
        bytes.appendBigEndian(Int32(clamping: length))
        count += 1
    }

    /// Writes an array's head, its elements by `write`, and its length once that is known.
    private mutating func appendArray<Element>(
        _ values: [Element], of type: PostgresType, write: (inout [UInt8], Element) -> Void
    ) {
        let start = bytes.count
        begin(length: 0)
        bytes.appendBigEndian(Int32(values.isEmpty ? 0 : 1))
        bytes.appendBigEndian(Int32(0))
        bytes.appendBigEndian(type.rawValue)
        if !values.isEmpty {
            bytes.appendBigEndian(Int32(clamping: values.count))
            bytes.appendBigEndian(Int32(1))
            for value in values { write(&bytes, value) }
        }
        bytes.setBigEndian(Int32(clamping: bytes.count - start - 4), at: start)
    }
}

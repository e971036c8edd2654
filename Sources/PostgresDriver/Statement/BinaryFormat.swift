/// Facts of PostgreSQL's binary format for `timestamptz`.
enum PostgresTimestamp {
    /// 2000-01-01T00:00:00Z, where PostgreSQL counts from, in microseconds since the Unix epoch.
    static let epochMicroseconds: Int64 = 946_684_800_000_000
}

/// Facts of PostgreSQL's binary format for `jsonb`.
enum PostgresJSONB {
    /// The byte in front of the JSON text.
    static let version: UInt8 = 1
}

extension [UInt8] {
    /// Appends `value` in network byte order.
    mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// Writes `value` in network byte order over the bytes from `offset`.
    mutating func setBigEndian(_ value: some FixedWidthInteger, at offset: Int) {
        Swift.withUnsafeBytes(of: value.bigEndian) { source in
            for (index, byte) in source.enumerated() { self[offset + index] = byte }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The integer in network byte order at `offset`, which must lie inside.
    func bigEndian<Value: FixedWidthInteger>(at offset: Int = 0, as type: Value.Type = Value.self) -> Value {
        Value(bigEndian: loadUnaligned(fromByteOffset: offset, as: Value.self))
    }
}

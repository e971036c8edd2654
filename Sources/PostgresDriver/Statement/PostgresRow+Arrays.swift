extension PostgresRow {
    /// A one-dimensional `text[]`, `varchar[]` or `name[]` column without NULLs.
    package func textArray(_ column: Int) throws(PostgresError) -> [String] {
        try present(column, optionalTextArray(column))
    }

    package func optionalTextArray(_ column: Int) throws(PostgresError) -> [String]? {
        try array(column, elementTypes: [25, 1043, 19]) { String(decoding: $0, as: UTF8.self) }
    }

    /// A one-dimensional `int8[]` column without NULLs.
    package func int64Array(_ column: Int) throws(PostgresError) -> [Int64] {
        let value = try array(column, elementTypes: [20]) { bytes in
            bytes.count == 8 ? bytes.bigEndian(as: Int64.self) : nil
        }
        return try present(column, value)
    }

    /// A one-dimensional `uuid[]` column without NULLs.
    package func uuidArray(_ column: Int) throws(PostgresError) -> [(high: UInt64, low: UInt64)] {
        let value = try array(column, elementTypes: [2950]) { bytes -> (high: UInt64, low: UInt64)? in
            guard bytes.count == 16 else { return nil }
            return (high: bytes.bigEndian(at: 0), low: bytes.bigEndian(at: 8))
        }
        return try present(column, value)
    }

    /// Walks the binary form of an array: dimensions, a flag, the element type, bounds, then length and bytes each.
    private func array<Element>(
        _ column: Int, elementTypes: [UInt32], element: (UnsafeRawBufferPointer) -> Element?
    ) throws(PostgresError) -> [Element]? {
        guard let field = try field(column) else { return nil }
        let bytes = field.bytes
        guard bytes.count >= 12 else { throw malformed(column) }
        let dimensions = bytes.bigEndian(at: 0, as: Int32.self)
        let elementType = bytes.bigEndian(at: 8, as: UInt32.self)
        guard dimensions <= 1, elementTypes.contains(elementType) else { throw malformed(column) }
        if dimensions == 0 { return [] }
        guard bytes.count >= 20 else { throw malformed(column) }
        let count = Int(bytes.bigEndian(at: 12, as: Int32.self))
        var elements: [Element] = []
        var offset = 20
        for _ in 0..<max(0, count) {
            guard offset + 4 <= bytes.count else { throw malformed(column) }
            let length = Int(bytes.bigEndian(at: offset, as: Int32.self))
            offset += 4
            guard length >= 0, offset + length <= bytes.count else { throw malformed(column) }
            guard let value = element(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])) else {
                throw malformed(column)
            }
            elements.append(value)
            offset += length
        }
        return elements
    }

    private func malformed(_ column: Int) -> PostgresError {
        mismatch(column, wanted: "a one-dimensional array without NULLs")
    }
}

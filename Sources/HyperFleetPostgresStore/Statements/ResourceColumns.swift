internal import HyperFleetModel
internal import JSONModel
internal import PostgresDriver

/// The columns of a resource's row as every statement that reads one selects them.
enum ResourceColumns {
    /// How many there are; what else a statement selects stands behind them.
    static let count = 16

    static func decode(_ row: PostgresRow, kind: ResourceKind) throws(PostgresError) -> Resource {
        let conditions = try row.json(7)
        return Resource(
            id: ResourceID(try row.uuid(0)),
            kind: kind,
            name: try row.text(2),
            owner: try row.optionalUUID(1).map { ResourceID($0) },
            labels: try labels(row),
            spec: JSONDocument(trusted: try row.json(3)),
            generation: try row.int64(4),
            generationTime: Timestamp(microseconds: try row.timestamp(5)),
            resourceVersion: try row.int64(6),
            conditions: try decoding("conditions") { () throws(StoredJSONError) in
                try ConditionCodec.decode(conditions)
            },
            createdTime: Timestamp(microseconds: try row.timestamp(8)),
            createdBy: try row.text(9),
            updatedTime: Timestamp(microseconds: try row.timestamp(10)),
            updatedBy: try row.text(11),
            deletedTime: try row.optionalTimestamp(12).map { Timestamp(microseconds: $0) },
            deletedBy: try row.optionalText(13))
    }

    /// Two arrays of one order; both are NULL where there is no label.
    private static func labels(_ row: PostgresRow) throws(PostgresError) -> Labels {
        guard let keys = try row.optionalTextArray(14) else { return Labels() }
        let values = try row.textArray(15)
        guard keys.count == values.count else {
            throw PostgresError(.decoding, detail: "\(keys.count) label keys have \(values.count) values")
        }
        var entries = Dictionary<String, String>(minimumCapacity: keys.count)
        for (key, value) in zip(keys, values) { entries[key] = value }
        return Labels(entries)
    }

    /// Gives what is wrong with stored JSON the driver's type.
    static func decoding<Value>(
        _ column: String, _ read: () throws(StoredJSONError) -> Value
    ) throws(PostgresError) -> Value {
        do throws(StoredJSONError) {
            return try read()
        } catch {
            throw PostgresError(.decoding, detail: "column '\(column)': \(error.message)")
        }
    }
}

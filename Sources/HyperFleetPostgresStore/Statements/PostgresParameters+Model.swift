internal import HyperFleetModel
internal import PostgresDriver

extension PostgresParameters {
    /// Appends a `uuid` value.
    mutating func append(_ id: ResourceID) {
        appendUUID(high: id.high, low: id.low)
    }

    /// Appends a `timestamptz` value.
    mutating func append(_ time: Timestamp?) {
        appendTimestamp(microsecondsSinceEpoch: time?.microseconds)
    }

    /// Appends what every write of a resource's row sets behind its id: eight values, `rowTypes`.
    mutating func appendChangeable(_ resource: Resource) {
        append(resource.generation)
        append(resource.generationTime)
        append(resource.resourceVersion)
        appendJSON(ConditionCodec.encode(resource.conditions))
        append(resource.updatedTime)
        append(resource.updatedBy)
        append(resource.deletedTime)
        append(resource.deletedBy)
    }

    /// The types of `appendChangeable`.
    static let changeableTypes: [PostgresType] = [
        .int8, .timestamptz, .int8, .jsonb, .timestamptz, .text, .timestamptz, .text,
    ]
}

extension ResourceID {
    init(_ halves: (high: UInt64, low: UInt64)) {
        self.init(high: halves.high, low: halves.low)
    }

    var halves: (high: UInt64, low: UInt64) { (high: high, low: low) }

    /// Above every id that there is.
    static let greatest = ResourceID(high: .max, low: .max)
}

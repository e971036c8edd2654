internal import HyperFleetModel
internal import PostgresDriver

/// The values of a statement that is put together: each is bound, and the text has its number.
struct SearchValues {
    private(set) var types: [PostgresType] = []
    private(set) var parameters = PostgresParameters()

    /// Each gives the value's place in the text: `$7`.
    @discardableResult
    mutating func append(_ value: String) -> String {
        parameters.append(value)
        return place(.text)
    }

    @discardableResult
    mutating func append(_ value: [String]) -> String {
        parameters.append(value)
        return place(.textArray)
    }

    @discardableResult
    mutating func append(_ value: Int64) -> String {
        parameters.append(value)
        return place(.int8)
    }

    @discardableResult
    mutating func append(_ value: Int32) -> String {
        parameters.append(value)
        return place(.int4)
    }

    @discardableResult
    mutating func append(_ value: Bool) -> String {
        parameters.append(value)
        return place(.bool)
    }

    @discardableResult
    mutating func append(_ value: ResourceID?) -> String {
        parameters.appendUUID(value?.halves)
        return place(.uuid)
    }

    @discardableResult
    mutating func append(_ value: Timestamp) -> String {
        parameters.append(value)
        return place(.timestamptz)
    }

    @discardableResult
    mutating func append(json value: [UInt8]) -> String {
        parameters.appendJSON(value)
        return place(.jsonb)
    }

    private mutating func place(_ type: PostgresType) -> String {
        types.append(type)
        return "$\(types.count)"
    }
}

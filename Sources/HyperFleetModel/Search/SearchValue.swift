package import JSONModel

/// What a field is compared with, of the field's own type.
package enum SearchValue: Sendable, Hashable {
    case text(String)
    /// With a JSON value only.
    case number(JSONNumber)
    case integer(Int64)
    /// With a JSON value only.
    case bool(Bool)
    case time(Timestamp)
    /// The moment of the search and this many microseconds.
    case timeFromNow(microseconds: Int64)
}

/// One SQL statement as a type: its text, its bindings and the decoding of its rows, side by side.
///
/// The text is prepared once per connection under `name`; values travel bound and in binary, rows come back in binary.
package protocol PostgresStatement: PostgresRowDecoding {
    /// The text, with `$1` to `$n` for the values.
    static var sql: String { get }

    /// The type of each value, in the order of `bind`.
    static var parameterTypes: [PostgresType] { get }

    /// Appends one value for each of `parameterTypes`, in order.
    func bind(into parameters: inout PostgresParameters)
}

extension PostgresStatement {
    /// No values.
    package static var parameterTypes: [PostgresType] { [] }

    /// No values.
    package func bind(into parameters: inout PostgresParameters) {}
}

/// One SQL statement as a type: its text, its bindings and the decoding of its rows, side by side.
///
/// The text is prepared once per connection under `name`; values travel bound and in binary, rows come back in binary.
package protocol PostgresStatement: Sendable {
    /// What one row of the result becomes; `Void` where the statement returns none.
    associatedtype Row: Sendable

    /// The name of the prepared statement: unique in the program, at most 63 bytes.
    static var name: String { get }

    /// The text, with `$1` to `$n` for the values.
    static var sql: String { get }

    /// The type of each value, in the order of `bind`.
    static var parameterTypes: [PostgresType] { get }

    /// Appends one value for each of `parameterTypes`, in order.
    func bind(into parameters: inout PostgresParameters)

    /// Decodes one row.
    static func decode(_ row: PostgresRow) throws(PostgresError) -> Row
}

extension PostgresStatement {
    /// No values.
    package static var parameterTypes: [PostgresType] { [] }

    /// No values.
    package func bind(into parameters: inout PostgresParameters) {}
}

extension PostgresStatement where Row == Void {
    /// Nothing to decode.
    package static func decode(_ row: PostgresRow) throws(PostgresError) {}
}

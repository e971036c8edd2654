/// What every kind of statement has: a name for errors, and the decoding of its rows.
package protocol PostgresRowDecoding: Sendable {
    /// What one row of the result becomes; `Void` where the statement returns none.
    associatedtype Row: Sendable

    /// The name of the statement: unique in the program, at most 63 bytes.
    static var name: String { get }

    /// Decodes one row.
    static func decode(_ row: PostgresRow) throws(PostgresError) -> Row
}

extension PostgresRowDecoding where Row == Void {
    /// Nothing to decode.
    package static func decode(_ row: PostgresRow) throws(PostgresError) {}
}

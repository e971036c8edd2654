/// A statement whose text is put together for one call: a search, of which no two need be alike.
///
/// It is not prepared: its text travels with its values, which are bound and binary as ever, and PostgreSQL plans it
/// for them.
package protocol PostgresComposedStatement: PostgresRowDecoding {
    /// The text, with `$1` to `$n` for the values; made of constants alone.
    var sql: String { get }

    /// The type of each value.
    var parameterTypes: [PostgresType] { get }

    /// One value for each of `parameterTypes`, in order.
    var parameters: PostgresParameters { get }
}

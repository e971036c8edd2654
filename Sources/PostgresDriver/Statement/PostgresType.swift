/// The PostgreSQL types that values are bound as, by their object identifiers in every PostgreSQL.
package enum PostgresType: UInt32, Sendable {
    case bool = 16
    case bytea = 17
    case int8 = 20
    case int4 = 23
    case text = 25
    case textArray = 1009
    case int8Array = 1016
    case timestamptz = 1184
    case uuid = 2950
    case uuidArray = 2951
    case jsonb = 3802
}

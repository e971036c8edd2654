import HyperFleetService
import PostgresDriver
import Testing

@testable import HyperFleetPostgresStore

@Suite("Errors of PostgreSQL as errors of the store")
struct StoreErrorTests {
    private func word(_ kind: PostgresError.Kind) -> String {
        switch StoreError(PostgresError(kind, detail: "why")) {
        case .nameTaken: "name taken"
        case .keyTaken: "key taken"
        case .specTooLarge: "spec too large"
        case .unavailable(_, _, .no): "unavailable, not processed"
        case .unavailable(_, _, .maybe): "unavailable, maybe processed"
        case .outOfSpace: "out of space"
        case .overloaded: "overloaded"
        case .timedOut: "timed out"
        case .cancelled: "cancelled"
        case .conflict: "conflict"
        case .failure: "failure"
        }
    }

    @Test(
        "SQLSTATEs",
        arguments: [
            ("23505", "clusters_active_name", "name taken"), ("23505", "node_pools_active_name", "name taken"),
            ("23505", "clusters_pkey", "failure"), ("23505", "idempotency_keys_pkey", "key taken"),
            ("23514", "clusters_spec_size", "spec too large"),
            ("23514", "node_pools_spec_size", "spec too large"), ("23514", "clusters_spec_object", "failure"),
            ("40001", nil, "conflict"), ("40P01", nil, "conflict"), ("55P03", nil, "conflict"),
            ("57014", nil, "timed out"), ("25P03", nil, "timed out"),
            ("25006", nil, "unavailable, not processed"), ("57P01", nil, "unavailable, not processed"),
            ("57P03", nil, "unavailable, not processed"), ("53300", nil, "unavailable, not processed"),
            ("53100", nil, "out of space"), ("08006", nil, "unavailable, not processed"),
            ("58030", nil, "unavailable, not processed"), ("22P05", nil, "failure"), ("42P01", nil, "failure"),
        ] as [(String, String?, String)])
    func sqlStates(_ sqlState: String, _ constraint: String?, _ wanted: String) {
        #expect(word(.server(sqlState: sqlState, constraint: constraint, message: "m")) == wanted)
    }

    @Test("The driver's own errors")
    func others() {
        #expect(word(.connectionLost(processed: .no)) == "unavailable, not processed")
        #expect(word(.connectionLost(processed: .maybe)) == "unavailable, maybe processed")
        #expect(word(.unavailable) == "unavailable, not processed")
        #expect(word(.overloaded) == "overloaded")
        #expect(word(.timedOut) == "timed out")
        #expect(word(.cancelled) == "cancelled")
        #expect(word(.decoding) == "failure")
        #expect(word(.misuse) == "failure")
    }
}

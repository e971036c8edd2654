package import PostgresDriver

/// Whether the connections to a database are what its configuration takes them for, asked before they are relied on.
package struct SessionCheck: Sendable {
    let database: PostgresDatabase

    /// A check over connections of its own; the database's lanes need not run.
    package init(database: PostgresDatabase) {
        self.database = database
    }

    /// Returns when the connections are what they are taken for.
    ///
    /// - Throws: `misuse`, with a sentence for an operator, behind a pooler in transaction mode that the configuration
    ///   knows nothing of, and where sessions are shared that begin transactions in another isolation than READ
    ///   COMMITTED; else what came of asking.
    package func run() async throws(PostgresError) {
        if database.expectsOwnSessions {
            guard try await hasOwnSessions() else { throw PostgresError(.misuse, detail: Self.poolerFound) }
        } else {
            let isolation = try await asking { try await $0.query(DefaultIsolation()).first } ?? ""
            guard isolation == "read committed" else {
                throw PostgresError(.misuse, detail: Self.isolation(isolation))
            }
        }
    }

    /// Whether the statements of one connection run in one server process, and those of another one in another.
    ///
    /// Two connections take turns. A pooler in transaction mode gives the one what the other has just given back,
    /// unless somebody else is faster every time; a pooler in session mode, and PostgreSQL itself, never do.
    func hasOwnSessions() async throws(PostgresError) -> Bool {
        try await asking { first in
            try await asking { second in
                var processes: [Set<Int64>] = [[], []]
                for _ in 0..<5 {
                    for (index, session) in [first, second].enumerated() {
                        processes[index].formUnion(try await session.query(BackendProcess()))
                    }
                }
                return processes[0].count == 1 && processes[1].count == 1 && processes[0] != processes[1]
            }
        }
    }

    /// Asks on a connection that nothing is set on.
    private func asking<Value: Sendable>(
        _ body: (PostgresSession) async throws -> Value
    ) async throws(PostgresError) -> Value {
        do {
            return try await database.withDedicatedConnection(isOwnSession: false, body)
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(.misuse, detail: "unexpected error of type \(type(of: error))")
        }
    }

    private static let poolerFound =
        "a pooler in transaction mode stands between this server and PostgreSQL, where prepared statements and the "
        + "timeouts of a session are lost: set database.prepared-statements to false, or give the address of "
        + "PostgreSQL itself or of a pooler in session mode"

    private static func isolation(_ isolation: String) -> String {
        "default_transaction_isolation is '\(isolation)' for this role and database, and must be 'read committed' where "
            + "database.prepared-statements is false"
    }
}

/// The server process behind a connection.
private struct BackendProcess: PostgresStatement {
    static let name = "backend_process"
    static let sql = "SELECT pg_backend_pid()::bigint"

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 { try row.int64(0) }
}

/// The isolation of a transaction that asks for none.
private struct DefaultIsolation: PostgresStatement {
    static let name = "default_isolation"
    static let sql = "SELECT current_setting('default_transaction_isolation')"

    static func decode(_ row: PostgresRow) throws(PostgresError) -> String { try row.text(0) }
}

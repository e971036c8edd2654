/// The store's own statements in pgbench's language, so that a measurement has the same ones on both sides.
///
/// Clusters are expected under the ids md5(1) to md5(rows). `:spec` and `:conditions` are given to pgbench by `-D`.
package enum PgbenchScripts {
    /// One cluster by its id, as `SelectResource` reads it.
    package static func get(rows: Int) -> String {
        script(rows: rows, [ClusterTable.sql.selectByID])
    }

    /// A new cluster, as `InsertCluster` stores it: one statement, its own transaction.
    package static func create() -> String {
        line(
            InsertCluster.sql,
            [
                "gen_random_uuid()", "1", "now()", "1", ":conditions::jsonb", "now()", "'bench'", "NULL", "NULL",
                "'p-' || gen_random_uuid()", ":spec::jsonb", "now()", "'bench'",
            ])
    }

    /// A new spec for a cluster: the transaction that an update is.
    package static func update(rows: Int) -> String {
        let values = [
            id, "2", "now()", "2", ":conditions::jsonb", "now()", "'bench'", "NULL", "NULL", ":spec::jsonb",
        ]
        let sql = ClusterTable.sql
        return script(rows: rows, ["BEGIN", sql.lock, sql.selectLocked, sql.selectStatuses])
            + "\n" + line(sql.update, values) + "\nCOMMIT;"
    }

    private static let id = "md5(:n::text)::uuid"

    private static func script(rows: Int, _ statements: [String]) -> String {
        (["\\set n random(1, \(rows))"] + statements.map { line($0, [id]) }).joined(separator: "\n")
    }

    /// One statement on one line, its parameters replaced by `values`.
    private static func line(_ sql: String, _ values: [String]) -> String {
        var text = sql.split(whereSeparator: \.isNewline).joined(separator: " ")
        // From the last, so that $1 is not found in $10.
        for (offset, value) in values.enumerated().reversed() {
            text = replacing("$\(offset + 1)", in: text, with: value)
        }
        return text + ";"
    }

    private static func replacing(_ word: String, in text: String, with value: String) -> String {
        text.split(separator: word, omittingEmptySubsequences: false).joined(separator: value)
    }
}

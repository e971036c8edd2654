internal import HyperFleetModel

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

    /// A report of one of four adapters that changes the cluster's conditions: the transaction that it is.
    package static func report(rows: Int) -> String {
        let sql = ClusterTable.sql
        let adapter = "(ARRAY['validation','dns','pullsecret','hypershift'])[:a]"
        let status = [id, adapter, "1", ":reported::jsonb", "'{}'::jsonb", "now()", "now()"]
        let values = [id, "1", "now()", "2", ":conditions::jsonb", "now()", "'bench'", "NULL", "NULL"]
        return "\\set a random(1, 4)\n"
            + script(rows: rows, ["BEGIN", sql.lock, sql.selectLocked, sql.selectStatuses])
            + "\n" + line(sql.putStatus, status) + "\n" + line(sql.updateKeepingSpec, values) + "\nCOMMIT;"
    }

    /// The conditions of a report, for pgbench's -D reported=...
    package static var reportedConditions: String {
        let conditions = ["Available", "Applied", "Health"].map { type in
            AdapterCondition(type: type, status: .isTrue, reason: "Bench", message: "", lastTransitionTime: .now)
        }
        return String(decoding: AdapterConditionCodec.encode(conditions), as: UTF8.self)
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

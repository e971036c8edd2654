internal import CLibPQ

/// What one statement gave: owns the PGresult and clears it.
///
/// `@unchecked Sendable` holds since a PGresult is not tied to its connection or thread and is only read once it is
/// here; it is cleared exactly once, by deinit.
final class PostgresResult: @unchecked Sendable {
    let handle: OpaquePointer

    init(owning handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQclear(handle)
    }

    var status: ExecStatusType { PQresultStatus(handle) }
    var rowCount: Int { Int(PQntuples(handle)) }
    var columnCount: Int { Int(PQnfields(handle)) }

    /// The number in the command tag; 0 where it has none.
    var affected: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

    /// The command tag, such as `COMMIT` or `UPDATE 1`.
    var commandTag: String { String(cString: PQcmdStatus(handle)) }

    /// A field of an error or notice by its code in libpq (`PG_DIAG_SQLSTATE` and so on).
    func field(_ code: Character) -> String? {
        guard let text = PQresultErrorField(handle, Int32(code.asciiValue ?? 0)) else { return nil }
        return String(cString: text)
    }

    /// All rows, decoded.
    func rows<Statement: PostgresRowDecoding>(
        of statement: Statement.Type
    ) throws(PostgresError) -> [Statement.Row] {
        let count = rowCount
        var rows: [Statement.Row] = []
        rows.reserveCapacity(count)
        for index in 0..<count {
            do throws(PostgresError) {
                rows.append(try Statement.decode(PostgresRow(result: self, index: index)))
            } catch {
                var named = error
                named.statement = Statement.name
                throw named
            }
        }
        return rows
    }
}

internal import HyperFleetModel
internal import HyperFleetService
internal import PostgresDriver

/// Reads a row, the database's clock, and what one adapter last reported about it; no row where there is no resource.
struct SelectReportedResource<Table: ResourceTable>: PostgresStatement {
    static var name: String { Table.kind == .cluster ? "select_reported_cluster" : "select_reported_node_pool" }
    static var sql: String { Table.sql.selectReported }
    static var parameterTypes: [PostgresType] { [.uuid, .text] }

    let id: ResourceID
    let adapter: String

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(id)
        parameters.append(adapter)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> ReportedResource {
        let first = ResourceColumns.count
        var reported = ReportedResource(
            resource: try ResourceColumns.decode(row, kind: Table.kind), status: nil,
            now: Timestamp(microseconds: try row.timestamp(first)))
        if let adapter = try row.optionalText(first + 1) {
            reported.status = try AdapterStatusColumns.decode(row, adapter: adapter, behind: first + 2)
        }
        return reported
    }
}

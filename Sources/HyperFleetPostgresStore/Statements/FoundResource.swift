internal import HyperFleetModel
internal import HyperFleetService
internal import PostgresDriver

/// A row with a resource in it, of which only the id has been read.
///
/// Rows that were read together are decoded apart: each by the call that asked for it, on its own thread, in the
/// moment before it is answered.
struct FoundResource: Identifiable, Sendable {
    let id: ResourceID
    private let row: PostgresRow
    private let kind: ResourceKind

    init(_ row: PostgresRow, kind: ResourceKind) throws(PostgresError) {
        id = ResourceID(try row.uuid(0))
        self.row = row
        self.kind = kind
    }

    /// The whole resource.
    func resource() throws(StoreError) -> Resource {
        do throws(PostgresError) {
            return try ResourceColumns.decode(row, kind: kind)
        } catch {
            throw StoreError(error)
        }
    }
}

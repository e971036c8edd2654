internal import HyperFleetModel

/// The table of one kind of resource, as a type: statements over resources are generic over it.
///
/// A prepared statement is known by its type, so that the two kinds have statements of their own from one source.
protocol ResourceTable: Sendable {
    static var kind: ResourceKind { get }
    /// The texts of the table's statements, made once.
    static var sql: ResourceSQL { get }
}

enum ClusterTable: ResourceTable {
    static let kind = ResourceKind.cluster
    static let sql = ResourceSQL(kind: .cluster)
}

enum NodePoolTable: ResourceTable {
    static let kind = ResourceKind.nodePool
    static let sql = ResourceSQL(kind: .nodePool)
}

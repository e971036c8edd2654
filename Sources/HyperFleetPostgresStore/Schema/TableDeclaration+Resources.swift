extension TableDeclaration {
    /// Clusters: metadata and a spec.
    static let clusters = TableDeclaration(
        "clusters",
        columns: [.required("id", .uuid)] + resourceColumns,
        constraints: [TableConstraint(name: "clusters_pkey", rule: .primaryKey(["id"]))] + resourceChecks("clusters"),
        indexes: [
            TableIndex("clusters_active_name", on: ["name"], where: isActive, isUnique: true),
            TableIndex("clusters_marked_name", on: ["name", "id DESC"], where: isMarked),
            TableIndex("clusters_active_newest", on: ["id DESC"], where: isActive),
        ] + searchIndexes("clusters"),
        triggers: cleaning("clusters", ownerType: "Cluster"))

    /// Node pools: as clusters, below a cluster that takes them along when its row goes.
    static let nodePools = TableDeclaration(
        "node_pools",
        columns: [.required("id", .uuid), .required("cluster_id", .uuid)] + resourceColumns,
        constraints: [
            TableConstraint(name: "node_pools_pkey", rule: .primaryKey(["id"])),
            TableConstraint(
                name: "node_pools_cluster_id_fkey",
                rule: .foreignKey(column: "cluster_id", references: "clusters", onDelete: "CASCADE")),
        ] + resourceChecks("node_pools"),
        indexes: [
            TableIndex("node_pools_active_name", on: ["cluster_id", "name"], where: isActive, isUnique: true),
            TableIndex("node_pools_marked_name", on: ["cluster_id", "name", "id DESC"], where: isMarked),
            TableIndex("node_pools_active_newest", on: ["id DESC"], where: isActive),
            TableIndex("node_pools_cluster_newest", on: ["cluster_id", "id DESC"]),
        ] + searchIndexes("node_pools"),
        triggers: cleaning("node_pools", ownerType: "NodePool"))

    /// What searches find their resources by.
    ///
    /// An index on `conditions` keeps updates of them from staying on their page; measured, reports do not get slower
    /// by it. A block range index costs inserts next to nothing, and rows lie in the order of their creation.
    private static func searchIndexes(_ table: String) -> [TableIndex] {
        [
            TableIndex("\(table)_unreconciled_newest", on: ["id DESC"], where: SearchSQL.isUnreconciled()),
            TableIndex("\(table)_spec", .gin, on: ["spec jsonb_path_ops"]),
            TableIndex("\(table)_created", .brin, on: ["created_time"]),
        ]
    }

    private static let isActive = "deleted_at IS NULL"
    private static let isMarked = "deleted_at IS NOT NULL"

    /// What both kinds have behind their ids.
    private static let resourceColumns: [TableColumn] = [
        .required("name", .text),
        .required("spec", .jsonb),
        .required("generation", .bigint, default: "1"),
        .required("generation_time", .timestamp, default: "now()"),
        .required("resource_version", .bigint, default: "1"),
        .required("conditions", .jsonb, default: "'[]'::jsonb"),
        .required("created_time", .timestamp, default: "now()"),
        .required("created_by", .text, default: "'system@hyperfleet.local'::text"),
        .required("updated_time", .timestamp, default: "now()"),
        .required("updated_by", .text, default: "'system@hyperfleet.local'::text"),
        .optional("deleted_at", .timestamp),
        .optional("deleted_by", .text),
    ]

    /// The limits that hold for hand-written rows too. PostgreSQL checks them on every UPDATE of a row.
    private static func resourceChecks(_ table: String) -> [TableConstraint] {
        [
            TableConstraint(name: "\(table)_spec_size", rule: .check("octet_length((spec)::text) <= 262144")),
            TableConstraint(name: "\(table)_spec_object", rule: .check("jsonb_typeof(spec) = 'object'::text")),
        ]
    }

    /// The polymorphic rows of an owner have no foreign key: they go with it by these.
    private static func cleaning(_ table: String, ownerType: String) -> [TableTrigger] {
        [
            TableTrigger(
                name: "\(table)_remove_owned", event: .delete, function: TriggerFunction.removeOwned.name,
                argument: ownerType),
            TableTrigger(
                name: "\(table)_truncate_owned", event: .truncate, function: TriggerFunction.truncateOwned.name,
                argument: ownerType),
        ]
    }
}

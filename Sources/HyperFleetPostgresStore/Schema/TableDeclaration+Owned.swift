extension TableDeclaration {
    /// What adapters reported: one row per owner and adapter, for both kinds.
    static let adapterStatuses = TableDeclaration(
        "adapter_statuses",
        columns: [
            .required("owner_type", .text),
            .required("owner_id", .uuid),
            .required("adapter", .text),
            .required("observed_generation", .bigint, default: "1"),
            .required("conditions", .jsonb, default: "'[]'::jsonb"),
            .required("data", .jsonb, default: "'{}'::jsonb"),
            .required("created_time", .timestamp, default: "now()"),
            .required("last_report_time", .timestamp, default: "now()"),
        ],
        constraints: [
            TableConstraint(
                name: "adapter_statuses_pkey", rule: .primaryKey(["owner_type", "owner_id", "adapter"])),
            ownerType("adapter_statuses"),
        ])

    /// Labels: one row per owner and key, for both kinds.
    static let labels = TableDeclaration(
        "labels",
        columns: [
            .required("owner_type", .text),
            .required("owner_id", .uuid),
            .required("key", .text),
            .required("value", .text, default: "''::text"),
        ],
        constraints: [
            TableConstraint(name: "labels_pkey", rule: .primaryKey(["owner_type", "owner_id", "key"])),
            ownerType("labels"),
        ],
        indexes: [TableIndex("labels_by_value", on: ["owner_type", "key", "value", "owner_id DESC"])])

    /// What all servers of a database share: the schema's version and the key of the page tokens.
    static let settings = TableDeclaration(
        "settings",
        columns: [
            .required("key", .text),
            .required("value", .jsonb, default: "'null'::jsonb"),
            .required("updated_time", .timestamp, default: "now()"),
        ],
        constraints: [TableConstraint(name: "settings_pkey", rule: .primaryKey(["key"]))])

    private static func ownerType(_ table: String) -> TableConstraint {
        TableConstraint(
            name: "\(table)_owner_type",
            rule: .check("owner_type = ANY (ARRAY['Cluster'::text, 'NodePool'::text])"))
    }
}

extension TableDeclaration {
    /// Writes that may be repeated: what became of the call that came with a key, for as long as it is kept.
    static let idempotencyKeys = TableDeclaration(
        "idempotency_keys",
        columns: [
            .required("caller", .text),
            .required("method", .text),
            .required("key", .text),
            .required("fingerprint", .uuid),
            .required("outcome", .text),
            .required("resource_id", .uuid),
            .required("generation", .bigint, default: "0"),
            .required("resource_version", .bigint, default: "0"),
            .required("recorded_time", .timestamp, default: "now()"),
        ],
        constraints: [
            TableConstraint(name: "idempotency_keys_pkey", rule: .primaryKey(["caller", "method", "key"]))
        ],
        indexes: [TableIndex("idempotency_keys_oldest", on: ["recorded_time"])])

    /// Who removed what by force: rows that outlive what they tell of, and that nothing here removes.
    static let forceDeletions = TableDeclaration(
        "force_deletions",
        columns: [
            .required("id", .uuid),
            .required("deleted_time", .timestamp, default: "now()"),
            .required("caller", .text),
            .required("reason", .text),
            .required("kind", .text),
            .required("resource_id", .uuid),
            .required("resource_name", .text),
            .required("removed", .jsonb, default: "'[]'::jsonb"),
        ],
        constraints: [TableConstraint(name: "force_deletions_pkey", rule: .primaryKey(["id"]))],
        indexes: [TableIndex("force_deletions_by_resource", on: ["resource_id"])])
}

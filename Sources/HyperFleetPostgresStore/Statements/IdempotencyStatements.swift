internal import HyperFleetModel
internal import HyperFleetService
internal import PostgresDriver

/// Takes a key for a write; another transaction that has taken it is waited for, and fails this one if it commits.
struct InsertIdempotencyKey: PostgresStatement {
    static let name = "insert_idempotency_key"
    static let sql = """
        INSERT INTO idempotency_keys (caller, method, key, fingerprint, outcome, resource_id, generation, \
        resource_version, recorded_time) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())
        """
    static let parameterTypes: [PostgresType] = [.text, .text, .text, .uuid, .text, .uuid, .int8, .int8]

    let claim: IdempotencyClaim
    let record: IdempotencyRecord

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(claim.caller)
        parameters.append(claim.method)
        parameters.append(claim.key)
        parameters.appendUUID(high: claim.fingerprint.high, low: claim.fingerprint.low)
        parameters.append(record.outcome.rawValue)
        parameters.append(record.id)
        parameters.append(record.generation)
        parameters.append(record.resourceVersion)
    }
}

/// The same for a node pool's create, behind it: only where its cluster let the node pool in.
struct InsertIdempotencyKeyOfNodePool: PostgresStatement {
    static let name = "insert_idempotency_key_of_node_pool"
    static let sql = """
        INSERT INTO idempotency_keys (caller, method, key, fingerprint, outcome, resource_id, generation, \
        resource_version, recorded_time) SELECT $1, $2, $3, $4, $5, r.id, $7, $8, clock_timestamp() \
        FROM node_pools r WHERE r.id = $6
        """
    static let parameterTypes: [PostgresType] = InsertIdempotencyKey.parameterTypes

    let claim: IdempotencyClaim
    let record: IdempotencyRecord

    func bind(into parameters: inout PostgresParameters) {
        InsertIdempotencyKey(claim: claim, record: record).bind(into: &parameters)
    }
}

/// Reads what became of the call that came with a key.
struct SelectIdempotencyRecord: PostgresStatement {
    static let name = "select_idempotency_key"
    static let sql = """
        SELECT fingerprint, outcome, resource_id, generation, resource_version, recorded_time \
        FROM idempotency_keys WHERE caller = $1 AND method = $2 AND key = $3
        """
    static let parameterTypes: [PostgresType] = [.text, .text, .text]

    let claim: IdempotencyClaim

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(claim.caller)
        parameters.append(claim.method)
        parameters.append(claim.key)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> IdempotencyRecord {
        let fingerprint = try row.uuid(0)
        let text = try row.text(1)
        guard let outcome = WriteOutcome(rawValue: text) else {
            throw PostgresError(.decoding, detail: "idempotency_keys.outcome is '\(text)'")
        }
        return IdempotencyRecord(
            fingerprint: RequestFingerprint(high: fingerprint.high, low: fingerprint.low), outcome: outcome,
            id: ResourceID(try row.uuid(2)), generation: try row.int64(3), resourceVersion: try row.int64(4),
            recordedTime: Timestamp(microseconds: try row.timestamp(5)))
    }
}

/// Removes keys that are older than `maximumAge`, or more than `maximumCount` from the newest, at most
/// `batchSize` of them, oldest first; nothing while another server does it.
struct DeleteOldIdempotencyKeys: PostgresStatement {
    static let name = "delete_old_idempotency_keys"
    static let sql = """
        WITH turn AS (SELECT pg_try_advisory_xact_lock(\(AdvisoryLock.idempotencyKeys)) AS is_ours), \
        surplus AS (SELECT recorded_time FROM idempotency_keys ORDER BY recorded_time DESC OFFSET $2 LIMIT 1), \
        old AS (SELECT k.caller, k.method, k.key FROM idempotency_keys k, turn \
        WHERE turn.is_ours AND k.recorded_time <= greatest(clock_timestamp() - $1 * interval '1 microsecond', \
        (SELECT recorded_time FROM surplus)) ORDER BY k.recorded_time LIMIT $3), \
        gone AS (DELETE FROM idempotency_keys k USING old \
        WHERE k.caller = old.caller AND k.method = old.method AND k.key = old.key RETURNING 1) \
        SELECT count(*) FROM gone
        """
    static let parameterTypes: [PostgresType] = [.int8, .int8, .int8]

    /// In microseconds.
    let maximumAge: Int64
    let maximumCount: Int64
    let batchSize: Int64

    func bind(into parameters: inout PostgresParameters) {
        parameters.append(maximumAge)
        parameters.append(maximumCount)
        parameters.append(batchSize)
    }

    static func decode(_ row: PostgresRow) throws(PostgresError) -> Int64 {
        try row.int64(0)
    }
}

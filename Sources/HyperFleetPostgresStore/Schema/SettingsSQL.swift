/// The rows of `settings` that the migrator writes.
enum SettingsSQL {
    static let pageTokenKey = "page_token_key"
    static let schemaVersion = "schema_version"
    /// How far the sweep after a change of the kinds' settings is.
    static let sweep = "kinds_sweep"

    /// Makes the key once: 16 bytes of a hash over 244 strong random bits, in hexadecimal.
    static let insertPageTokenKey = """
        INSERT INTO settings (key, value) SELECT '\(pageTokenKey)', to_jsonb(encode(substring(sha256(\
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FROM 1 FOR 16), 'hex')) \
        ON CONFLICT (key) DO NOTHING
        """

    /// Writes the version, and never a lower one than stands there.
    static func raiseSchemaVersion(to version: Int64) -> String {
        """
        INSERT INTO settings (key, value) VALUES ('\(schemaVersion)', '\(version)'::jsonb) \
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_time = now() \
        WHERE (settings.value #>> '{}')::bigint < \(version)
        """
    }
}

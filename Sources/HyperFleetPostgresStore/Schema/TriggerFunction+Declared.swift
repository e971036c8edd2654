extension TriggerFunction {
    /// Removes the labels and reports of the owners that a statement removed, the foreign key's cascade included.
    ///
    /// A snapshot older than the delete could miss a report that was written while the delete waited for its row, so
    /// only READ COMMITTED may delete owners: there each statement here takes a snapshot of its own.
    static let removeOwned = TriggerFunction(
        name: "hyperfleet_remove_owned",
        body: """

            BEGIN
                \(isolationCheck)
                DELETE FROM labels USING removed
                    WHERE labels.owner_type = TG_ARGV[0] AND labels.owner_id = removed.id;
                DELETE FROM adapter_statuses USING removed
                    WHERE adapter_statuses.owner_type = TG_ARGV[0] AND adapter_statuses.owner_id = removed.id;
                RETURN NULL;
            END

            """)

    /// Removes all labels and reports of a kind whose table was truncated.
    static let truncateOwned = TriggerFunction(
        name: "hyperfleet_truncate_owned",
        body: """

            BEGIN
                \(isolationCheck)
                DELETE FROM labels WHERE owner_type = TG_ARGV[0];
                DELETE FROM adapter_statuses WHERE owner_type = TG_ARGV[0];
                RETURN NULL;
            END

            """)

    private static let isolationCheck = """
        IF current_setting('transaction_isolation') <> 'read committed' THEN
                    RAISE EXCEPTION 'rows of % are only deleted in READ COMMITTED', TG_TABLE_NAME
                        USING ERRCODE = 'object_not_in_prerequisite_state';
                END IF;
        """
}

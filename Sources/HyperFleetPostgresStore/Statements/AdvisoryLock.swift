/// The keys of the locks that servers of one database take in turn, with the schema's hash as the second word.
enum AdvisoryLock {
    /// Cleaning `idempotency_keys`.
    static let idempotencyKeys = "1212566613, hashtext(current_schema())"
    /// The sweep after a change of the kinds' settings.
    static let sweep = "1212566614, hashtext(current_schema())"
}

/// A write that may be repeated: at most one call of a caller, method and key is committed.
package struct IdempotencyClaim: Sendable, Hashable {
    /// Whose key it is: two callers may use the same one.
    package let caller: String
    package let method: String
    /// 1 to 64 bytes of visible ASCII, made by the caller.
    package let key: String
    /// What was asked for; the same key with another request is refused.
    package let fingerprint: RequestFingerprint

    package init(caller: String, method: String, key: String, fingerprint: RequestFingerprint) {
        self.caller = caller
        self.method = method
        self.key = key
        self.fingerprint = fingerprint
    }
}

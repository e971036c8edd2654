public import RPCCore

extension RPCError {
    /// The version that a resource has, where a write failed because it wanted another.
    ///
    /// ```swift
    /// do {
    ///     _ = try await client.clusters.update(.id(id), labels: labels, ifResourceVersion: known)
    /// } catch let error where error.currentResourceVersion != nil {
    ///     logger.info("somebody was faster: it is at \(error.currentResourceVersion ?? 0) now")
    /// }
    /// ```
    public var currentResourceVersion: Int64? {
        guard code == .aborted else { return nil }
        return details["resource_version"].flatMap { Int64($0) }
    }
}

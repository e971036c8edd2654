public import RPCCore

extension RPCError {
    /// The version that a resource has, where a write failed because it wanted another.
    ///
    /// ```swift
    /// do throws(RPCError) {
    ///     _ = try await client.clusters.update(
    ///         .id(id), labels: labels, preconditions: Preconditions(ifResourceVersion: known))
    /// } catch {
    ///     guard let current = error.currentResourceVersion else { throw error }
    ///     logger.info("somebody was faster: it is at \(current) now")
    /// }
    /// ```
    public var currentResourceVersion: Int64? {
        guard code == .aborted else { return nil }
        return details["resource_version"].flatMap { Int64($0) }
    }
}

extension Deadline {
    /// By when the work that the current task does must have ended; nil where nothing is known.
    ///
    /// A server sets it around each handler, so that calls which the handler makes in turn end with the call that they
    /// serve. Others may set it around several calls that share one time limit:
    ///
    /// ```swift
    /// try await Deadline.$current.withValue(.after(.seconds(5))) {
    ///     let cluster = try await client.clusters.get(.name("production", owner: nil))
    ///     _ = try await client.clusters.update(.id(cluster.id), labels: Labels(["env": "prod"]))
    /// }
    /// ```
    @TaskLocal public static var current: Deadline?
}

extension CallOptions {
    /// By when a call with these options must have ended: after its own timeout, else after `timeout`, but never later
    /// than the call that it is part of; nil where none of the three is known.
    package func deadline(default timeout: Duration?) -> Deadline? {
        let own = (self.timeout ?? timeout).map(Deadline.after)
        guard let own, let outer = Deadline.current else { return own ?? Deadline.current }
        return min(own, outer)
    }
}

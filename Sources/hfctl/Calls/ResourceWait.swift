internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// Looks at one resource until something holds for it.
struct ResourceWait: Sendable {
    private static let firstPause = Duration.milliseconds(200)
    private static let longestPause = Duration.seconds(2)

    let kind: ResourceKind
    let id: ResourceID
    let condition: WaitCondition
    let timeout: Duration

    /// Waits; a server that is away meanwhile is waited for too.
    ///
    /// - Returns: The resource as it was seen last; nil when it is gone.
    /// - Throws: `DEADLINE_EXCEEDED` with what was seen last; `NOT_FOUND` when it went while something else was waited
    ///   for.
    func run(_ client: FleetClient) async throws -> Resource? {
        let end = ContinuousClock.now + timeout
        var pause = Self.firstPause
        while true {
            let seen = try await look(client)
            if condition.holds(for: seen) { return seen }
            guard let seen else {
                throw RPCError(
                    .notFound, reason: ErrorReason.resourceNotFound.rawValue,
                    message: "The \(kind.name) \(id) was removed while \(condition.words) was waited for.",
                    processed: .yes)
            }
            guard ContinuousClock.now + pause < end else { throw timedOut(seen) }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private func look(_ client: FleetClient) async throws(RPCError) -> Resource? {
        do throws(RPCError) {
            switch kind {
            case .cluster: return try await client.clusters.get(.id(id))
            case .nodePool: return try await client.nodePools.get(.id(id))
            }
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    private func timedOut(_ seen: Resource) -> RPCError {
        let reconciled = seen.conditions.first { $0.type == "Reconciled" }
        let state = seen.isMarked ? "marked for deletion" : "active"
        return RPCError(
            .deadlineExceeded,
            message: "\(condition.words) did not come within \(DurationText.short(timeout)): the \(kind.name) "
                + "'\(seen.name)' is \(state) at generation \(seen.generation), Reconciled is "
                + "\(reconciled?.status == true ? "True" : "False") (\(reconciled?.message ?? ""))",
            processed: .yes)
    }
}

internal import HyperFleetModel
internal import RPCCore

/// Asks for many resources in as many calls as the server's answers need.
enum BatchedGet {
    /// The most references of one call.
    static let maximumReferences = 1_000

    /// One result for each of `references`, in their order.
    ///
    /// - Parameter fetch: Asks for some; its answer may end early, but holds at least one.
    static func all(
        _ references: [ResourceReference],
        _ fetch: ([ResourceReference]) async throws(RPCError) -> [Result<Resource, RPCError>]
    ) async throws(RPCError) -> [Result<Resource, RPCError>] {
        var results: [Result<Resource, RPCError>] = []
        results.reserveCapacity(references.count)
        while results.count < references.count {
            let part = references.dropFirst(results.count).prefix(maximumReferences)
            let answered = try await fetch(Array(part))
            guard !answered.isEmpty, answered.count <= part.count else {
                throw RPCError(
                    .internalError, message: "the server answered \(answered.count) of \(part.count) references",
                    processed: .yes)
            }
            results += answered
        }
        return results
    }
}

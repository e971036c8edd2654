public import HyperFleetModel
internal import HyperFleetProto
public import RPCCore

/// Asks how the server is.
public struct HealthClient: Sendable {
    let caller: MethodCaller

    /// Has the server look at itself, its database included, now.
    ///
    /// ```swift
    /// let health = try await client.health.check()
    /// logger.info("serving: \(health.isServing)")
    /// ```
    ///
    /// - Parameter service: a service's full name such as `hyperfleet.v1.ClusterService`; empty means the whole
    ///   server.
    public func check(
        service: String = "", options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Health {
        let request = HealthCheckRequest(service: service)
        let answer: HealthCheckResponse = try await caller.call(HealthMethods.check, request, options: options)
        return answer.health
    }
}

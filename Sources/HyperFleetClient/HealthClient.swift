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

    /// The server's health now and after each change, until the server stops: its last word is that it does.
    ///
    /// ```swift
    /// for try await health in try await client.health.watch() {
    ///     logger.info("serving: \(health.isServing)")
    ///     if health.isServing { break }
    /// }
    /// ```
    ///
    /// - Parameter service: as in `check`.
    /// - Throws: as `check` does where the watch cannot be begun; what ends it later comes from the sequence.
    public func watch(
        service: String = "", options: CallOptions = CallOptions()
    ) async throws(RPCError) -> AnswerStream<Health> {
        let answers: AnswerStream<HealthCheckResponse> = try await caller.answers(
            of: HealthMethods.watch, to: HealthCheckRequest(service: service), options: options)
        return answers.mapped(\.health)
    }
}

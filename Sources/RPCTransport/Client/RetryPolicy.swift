internal import RPCCore

/// Which failed calls are repeated, and after what pause.
struct RetryPolicy: Sendable {
    let configuration: RPCClientConfiguration

    /// Whether a repeat of the call after `error` does no harm and may help.
    func mayRepeat(_ method: MethodDescriptor, options: CallOptions, after error: RPCError) -> Bool {
        guard error.isTransient else { return false }
        switch error.processed {
        case .no: return true
        case .maybe:
            return method.isIdempotent
                || (options.idempotencyKey != nil && configuration.serversKeepIdempotencyKeys)
        case .yes: return false
        }
    }

    /// The pause before attempt number `attempt` (2 is the first repeat): anything from none to a bound that doubles
    /// each time, so that clients which failed together do not come back together; at least what the server asks for.
    func pause(
        before attempt: Int, after error: RPCError, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let doublings = max(0, min(attempt - 2, 30))
        let bound = min(configuration.backoff * (1 << doublings), configuration.maximumBackoff)
        return max(bound * Double.random(in: 0...1, using: &generator), error.retryAfter ?? .zero)
    }
}

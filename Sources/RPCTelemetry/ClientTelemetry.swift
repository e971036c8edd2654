package import Logging
internal import Metrics
package import RPCCore

/// The interceptors that a client has of its own accord.
package enum ClientTelemetry {
    /// Traces and metrics where the process has set up a place for them, and lines of log where there is a logger:
    /// what nobody looks at costs nothing.
    package static func interceptors(logger: Logger?) -> [any ClientInterceptor] {
        var interceptors: [any ClientInterceptor] = TraceInterceptor.whereSetUp
        if hasMetrics { interceptors.append(ClientMetricsInterceptor()) }
        if let logger { interceptors.append(ClientLoggingInterceptor(logger: logger)) }
        return interceptors
    }

    /// Counts repeats and connections where the process has set up a place for figures; else nil.
    package static func observer() -> (any ClientObserver)? {
        hasMetrics ? ClientTransportMetrics() : nil
    }

    private static var hasMetrics: Bool { !(MetricsSystem.factory is NOOPMetricsHandler) }
}

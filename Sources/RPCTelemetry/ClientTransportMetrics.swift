package import Metrics
package import RPCCore
internal import Synchronization

/// Counts a client's repeats and connections through swift-metrics.
///
/// `rpc_client_retries_total{method}` and `rpc_client_retries_refused_total{method}`, the latter for want of budget; the
/// meter `rpc_client_connections_open{address}`, `rpc_client_reconnects_total{address}` and
/// `rpc_client_ejections_total{address}`.
package final class ClientTransportMetrics: ClientObserver {
    private struct Name: Hashable {
        let label: String
        let value: String
    }

    private struct Instruments {
        var counters: [Name: Counter] = [:]
        var meters: [Name: Meter] = [:]
    }

    private let factory: any MetricsFactory
    private let instruments = Mutex(Instruments())

    /// - Parameter factory: where the figures go; the process's own unless a test brings another.
    package init(factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
    }

    package func callRepeated(_ method: MethodDescriptor) {
        counter("rpc_client_retries_total", "method", method.path).increment()
    }

    package func repeatRefused(_ method: MethodDescriptor) {
        counter("rpc_client_retries_refused_total", "method", method.path).increment()
    }

    package func connectionOpened(to address: RPCAddress, isAgain: Bool) {
        meter("rpc_client_connections_open", "address", address.description).increment()
        if isAgain { counter("rpc_client_reconnects_total", "address", address.description).increment() }
    }

    package func connectionClosed(to address: RPCAddress) {
        meter("rpc_client_connections_open", "address", address.description).decrement()
    }

    package func addressEjected(_ address: RPCAddress) {
        counter("rpc_client_ejections_total", "address", address.description).increment()
    }

    private func counter(_ label: String, _ dimension: String, _ value: String) -> Counter {
        let name = Name(label: label, value: value)
        return instruments.withLock { instruments in
            if let known = instruments.counters[name] { return known }
            let new = Counter(label: label, dimensions: [(dimension, value)], factory: factory)
            instruments.counters[name] = new
            return new
        }
    }

    private func meter(_ label: String, _ dimension: String, _ value: String) -> Meter {
        let name = Name(label: label, value: value)
        return instruments.withLock { instruments in
            if let known = instruments.meters[name] { return known }
            let new = Meter(label: label, dimensions: [(dimension, value)], factory: factory)
            instruments.meters[name] = new
            return new
        }
    }
}

internal import Metrics
internal import Synchronization

/// The instruments of one side's calls, by method; those of a method are made at its first call.
final class CallInstruments: Sendable {
    private let methods = Mutex<[String: MethodInstruments]>([:])
    private let labels: MethodInstruments.Labels
    private let factory: any MetricsFactory

    /// Instruments with these labels.
    init(started: String, handled: String, duration: String, factory: any MetricsFactory) {
        labels = MethodInstruments.Labels(started: started, handled: handled, duration: duration)
        self.factory = factory
    }

    /// Looked up once for each call.
    func of(_ method: String) -> MethodInstruments {
        methods.withLock { methods in
            if let known = methods[method] { return known }
            let new = MethodInstruments(method: method, labels: labels, factory: factory)
            methods[method] = new
            return new
        }
    }
}

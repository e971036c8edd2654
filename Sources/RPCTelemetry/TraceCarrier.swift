internal import RPCCore
internal import Tracing

/// Where a call carries trace context: `traceparent` has a place of its own in the call's head, everything else, such as
/// `tracestate` and `baggage`, is text metadata.
struct TraceCarrier: Sendable {
    var traceParent: String?
    var metadata: Metadata

    static let traceParentName = "traceparent"
}

/// Reads trace context from a call.
struct TraceExtractor: Extractor {
    func extract(key: String, from carrier: TraceCarrier) -> String? {
        let name = key.lowercased()
        return name == TraceCarrier.traceParentName ? carrier.traceParent : carrier.metadata.text(name)
    }
}

/// Writes trace context into a call.
struct TraceInjector: Injector {
    func inject(_ value: String, forKey key: String, into carrier: inout TraceCarrier) {
        let name = key.lowercased()
        if name == TraceCarrier.traceParentName {
            carrier.traceParent = value
        } else {
            carrier.metadata.append(name, text: value)
        }
    }
}

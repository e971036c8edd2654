internal import Tracing

/// The W3C `traceparent` of the call that the current task serves, as its caller sent it.
private enum CallerTraceParentKey: InstrumentationContextKey {
    typealias Value = String
}

extension InstrumentationContext {
    /// What is sent on where no instrument has anything better to say.
    var callerTraceParent: String? {
        get { self[CallerTraceParentKey.self] }
        set { self[CallerTraceParentKey.self] = newValue }
    }
}

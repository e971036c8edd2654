/// A call on its way out, as interceptors see it and may change it.
public struct OutgoingCall: Sendable {
    /// The method that is called.
    public let method: MethodDescriptor
    /// What the caller said of the call, and what interceptors before this one added.
    public var options: CallOptions

    /// A call of `method`.
    public init(method: MethodDescriptor, options: CallOptions = CallOptions()) {
        self.method = method
        self.options = options
    }
}

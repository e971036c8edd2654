/// Hears what a client does beside its calls themselves: repeats, and connections that come and go.
///
/// It is told by whatever thread it happens on, and must not wait.
package protocol ClientObserver: Sendable {
    /// A call of `method` failed and is made once more.
    func callRepeated(_ method: MethodDescriptor)

    /// A call of `method` failed and would have been made once more, had the client any repeats left.
    func repeatRefused(_ method: MethodDescriptor)

    /// A server has accepted a connection.
    ///
    /// - Parameter isAgain: whether there had been one to this address before.
    func connectionOpened(to address: RPCAddress, isAgain: Bool)

    /// The socket of a connection that a server had accepted is gone.
    func connectionClosed(to address: RPCAddress)

    /// Calls kept failing at an address, so that it is left out for a while.
    func addressEjected(_ address: RPCAddress)
}

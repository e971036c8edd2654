/// Why a server could not listen: a fault wider than one call, in a sentence for the person who started it.
package struct RPCTransportError: Error, Sendable, Hashable {
    /// What kind of fault, for programs.
    package enum Kind: Sendable, Hashable {
        /// Another program has the address.
        case addressInUse
        /// The address cannot be bound: no such host, no permission, a path that is too long or not a socket.
        case addressUnusable
        /// A certificate, key or authority file cannot be used.
        case secretsUnusable
        /// The server was stopped before it listened, or was run twice.
        case notRunning
    }

    package let kind: Kind
    /// What happened and what would help.
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}

extension RPCTransportError: CustomStringConvertible {
    package var description: String { message }
}

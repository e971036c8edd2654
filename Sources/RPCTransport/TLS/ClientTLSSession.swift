internal import NIOCore
internal import NIOSSL

/// What one connection of a client is secured by.
struct ClientTLSSession: Sendable {
    let context: NIOSSLContext
    /// The name that the server's certificate must have: a host name, or an IP address.
    let serverName: String

    /// Puts TLS before everything that is added to `channel` later. On the event loop.
    func secure(_ channel: any Channel, connection: ClientConnection) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(try handler())
        try pipeline.addHandler(ClientTLSHandshake(connection: connection))
    }

    private func handler() throws -> NIOSSLClientHandler {
        do {
            return try NIOSSLClientHandler(context: context, serverHostname: serverName)
        } catch let error as NIOSSLExtraError where error == .cannotUseIPAddressInSNI {
            // Addresses are not sent; the certificate must name the one that is connected to.
            return try NIOSSLClientHandler(context: context, serverHostname: nil)
        }
    }
}

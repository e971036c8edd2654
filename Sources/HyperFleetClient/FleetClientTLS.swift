internal import RPCTransport

/// How a client secures its TCP connections: whom it trusts, and what it shows of itself.
///
/// The server's certificate is always verified, its name included. Files are in PEM form; they are read when the first
/// connection is made, and again when a later one finds them changed, so that certificates can be replaced under a
/// client that lives on. Files that cannot be used fail the connection, or leave the last good ones in force.
public struct FleetClientTLS: Sendable, Hashable {
    /// The authorities that the server's certificate must come from; nil trusts those that the system trusts.
    public var authorityFile: String?
    /// This client's certificate, and the ones between it and its authority, for servers that ask for one.
    public var certificateFile: String?
    /// The private key of the certificate, without a passphrase.
    public var keyFile: String?
    /// The name that the server's certificate must have; nil is the host of the address.
    public var serverName: String?

    /// TLS that trusts the system's authorities and shows no certificate, unless told otherwise.
    public init(
        authorityFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil,
        serverName: String? = nil
    ) {
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.serverName = serverName
    }
}

extension ClientTLS {
    /// The transport's own of a fleet client's.
    convenience init(_ tls: FleetClientTLS) {
        self.init(
            Configuration(
                authorityFile: tls.authorityFile, certificateFile: tls.certificateFile, keyFile: tls.keyFile,
                serverName: tls.serverName))
    }
}

/// How a server's TCP addresses are secured: files in PEM form, read at start and again whenever they change.
package struct ServerTLS: Sendable, Hashable {
    /// Whether clients show a certificate of their own.
    package enum ClientCertificates: String, Sendable, CaseIterable {
        /// They are not asked for one.
        case none
        /// One that is shown must be good; a client without one is known by its token, or not at all.
        case optional
        /// A client without a good one is turned away.
        case required
    }

    /// The server's certificate and the ones between it and its authority, the server's first.
    package var certificateFile: String
    /// The private key of the first certificate, without a passphrase.
    package var keyFile: String
    package var clientCertificates: ClientCertificates
    /// The authorities that clients' certificates must come from; needed unless clients are asked for none.
    package var clientAuthorityFile: String?
    /// How often the files are looked at.
    package var reloadInterval: Duration

    package init(
        certificateFile: String, keyFile: String, clientCertificates: ClientCertificates = .none,
        clientAuthorityFile: String? = nil, reloadInterval: Duration = .seconds(10)
    ) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.clientCertificates = clientCertificates
        self.clientAuthorityFile = clientAuthorityFile
        self.reloadInterval = reloadInterval
    }
}

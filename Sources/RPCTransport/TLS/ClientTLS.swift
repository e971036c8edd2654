internal import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// How a client secures its TCP connections: whom it trusts, and what it shows of itself.
///
/// The server's certificate is always verified, its name included; there is no way around it. Files are in PEM form,
/// read when the first connection is made and again when a later one finds them changed; while they cannot be used,
/// new connections go on with the last good ones.
package final class ClientTLS: Sendable {
    /// What a client is told; what is nil is not used.
    package struct Configuration: Sendable, Hashable {
        /// The authorities that servers' certificates must come from; nil trusts those that the system trusts.
        package var authorityFile: String?
        /// This client's certificate and the ones between it and its authority, for servers that ask for one.
        package var certificateFile: String?
        /// The private key of the certificate, without a passphrase.
        package var keyFile: String?
        /// The name that the server's certificate must have; nil is the host of its address. A certificate for the IP
        /// address that is connected to is good as well.
        package var serverName: String?

        package init(
            authorityFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil,
            serverName: String? = nil
        ) {
            self.authorityFile = authorityFile
            self.certificateFile = certificateFile
            self.keyFile = keyFile
            self.serverName = serverName
        }
    }

    private let configuration: Configuration
    private let files: FileBacked<NIOSSLContext>

    /// Nothing is read before the first connection.
    package init(_ configuration: Configuration) {
        self.configuration = configuration
        let paths = [configuration.authorityFile, configuration.certificateFile, configuration.keyFile]
        files = FileBacked(paths.compactMap { $0 }) { () throws(FileProblem) in try Self.context(configuration) }
    }

    /// What the next connection to `host` is secured by, its files looked at on a thread that may wait.
    func session(host: String, logger: Logger, on eventLoop: any EventLoop) -> EventLoopFuture<ClientTLSSession> {
        let files = files
        let name = configuration.serverName ?? host
        return NIOThreadPool.singleton.runIfActive(eventLoop: eventLoop) {
            if case .failed(let problem) = files.look(), files.value != nil {
                logger.error("the former certificates are kept", metadata: ["problem": "\(problem)"])
            }
            return ClientTLSSession(context: try files.latest(), serverName: name)
        }
    }

    private static func context(_ configuration: Configuration) throws(FileProblem) -> NIOSSLContext {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        tls.applicationProtocols = [ApplicationProtocol.name]
        tls.shutdownTimeout = .seconds(1)
        if let file = configuration.authorityFile {
            tls.trustRoots = .certificates(
                try CertificateFiles.certificates(file, what: "the file of authorities"))
        }
        switch (configuration.certificateFile, configuration.keyFile) {
        case (let certificate?, let key?):
            let pair = try CertificateFiles.pair(certificate: certificate, key: key)
            tls.certificateChain = pair.chain.map { .certificate($0) }
            tls.privateKey = .privateKey(pair.key)
            return try CertificateFiles.context(tls, pair: (certificate, key))
        case (nil, nil):
            return try CertificateFiles.context(tls, pair: nil)
        case (.some, nil), (nil, .some):
            throw FileProblem("a client certificate and its key go together: one of them is missing")
        }
    }
}

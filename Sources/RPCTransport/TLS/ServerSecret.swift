internal import NIOCore
internal import NIOSSL

/// What the handshakes of a server begin with, made from its files.
struct ServerSecret: Sendable {
    let context: NIOSSLContext
    /// When the server's certificate ends, in seconds since 1970.
    let expiry: Int

    /// Reads the files of `tls`; blocks the thread.
    init(_ tls: ServerTLS) throws(FileProblem) {
        let pair = try CertificateFiles.pair(certificate: tls.certificateFile, key: tls.keyFile)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: pair.chain.map { .certificate($0) }, privateKey: .privateKey(pair.key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = [ApplicationProtocol.name]
        // As long as a connection that is left waits for its peer.
        configuration.shutdownTimeout = .seconds(1)
        switch tls.clientCertificates {
        case .none: break
        case .optional: configuration.certificateVerification = .optionalVerification
        case .required: configuration.certificateVerification = .noHostnameVerification
        }
        if tls.clientCertificates != .none {
            guard let file = tls.clientAuthorityFile else {
                throw FileProblem("client certificates are asked for, and there is no file of their authorities")
            }
            let authorities = try CertificateFiles.certificates(file, what: "the client authority file")
            configuration.trustRoots = .certificates(authorities)
            // Tells clients with several certificates which one is wanted.
            configuration.sendCANameList = true
        }
        context = try CertificateFiles.context(configuration, pair: (tls.certificateFile, tls.keyFile))
        expiry = pair.expiry
    }
}

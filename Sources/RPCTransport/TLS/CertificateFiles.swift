internal import NIOSSL

/// A certificate chain with its private key, and certificates of authorities, read from PEM files.
enum CertificateFiles {
    /// A chain with its key.
    struct Pair: Sendable {
        /// The leaf first.
        let chain: [NIOSSLCertificate]
        let key: NIOSSLPrivateKey
        /// When the leaf ends, in seconds since 1970.
        let expiry: Int
    }

    /// Reads a chain and a key; whether they belong together shows when a context is made of them.
    static func pair(certificate: String, key: String) throws(FileProblem) -> Pair {
        let chain = try certificates(certificate, what: "the certificate file")
        let bytes = try FileBytes.read(key, what: "the key file")
        guard let privateKey = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) else {
            throw FileProblem("the key file \(key) holds no private key in PEM form without a passphrase")
        }
        return Pair(chain: chain, key: privateKey, expiry: Int(chain[0].notValidAfter))
    }

    /// Reads at least one certificate.
    static func certificates(_ path: String, what: String) throws(FileProblem) -> [NIOSSLCertificate] {
        let bytes = try FileBytes.read(path, what: what)
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty else {
            throw FileProblem("\(what) \(path) holds no certificate in PEM form, or a broken one")
        }
        return certificates
    }

    /// A context of `configuration`, whose parts have been read from files before.
    ///
    /// - Parameter pair: the files of chain and key, for the sentence where they do not belong together.
    static func context(
        _ configuration: TLSConfiguration, pair: (certificate: String, key: String)?
    ) throws(FileProblem) -> NIOSSLContext {
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch NIOSSLError.failedToLoadPrivateKey {
            throw FileProblem(
                "the key in \(pair?.key ?? "the key file") does not belong to the certificate in "
                    + "\(pair?.certificate ?? "the certificate file")")
        } catch {
            throw FileProblem("the certificates cannot be used: \(TLSFailure.reason(error))")
        }
    }
}

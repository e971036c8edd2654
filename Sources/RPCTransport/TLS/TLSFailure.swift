internal import NIOSSL

/// What went wrong in TLS, in words for the person who set it up.
enum TLSFailure {
    /// The end of a sentence about the peer: "the TLS handshake failed: ...".
    static func reason(_ error: any Error) -> String {
        switch error {
        case let problem as FileProblem:
            return problem.description
        case NIOSSLError.handshakeFailed(let failure), NIOSSLError.shutdownFailed(let failure):
            return reason(failure)
        case let failure as BoringSSLError:
            return reason(failure)
        case NIOSSLError.unableToValidateCertificate:
            return "the peer's certificate cannot be verified"
        case NIOSSLError.noCertificateToValidate:
            return "the peer has no certificate"
        case NIOSSLError.uncleanShutdown:
            return "the peer went away"
        case let failure as NIOSSLExtraError where failure == .failedToValidateHostname:
            return "the peer's certificate does not name the host that was asked for"
        case _:
            return "\(error)"
        }
    }

    /// Whether the peer has merely gone away.
    static func isDeparture(_ error: any Error) -> Bool {
        switch error {
        case NIOSSLError.handshakeFailed(.sslError(let stack)): stack == [.eofDuringHandshake]
        case NIOSSLError.handshakeFailed(.syscallError), NIOSSLError.handshakeFailed(.zeroReturn): true
        case NIOSSLError.uncleanShutdown: true
        case _: !(error is NIOSSLError) && !(error is BoringSSLError)
        }
    }

    private static func reason(_ failure: BoringSSLError) -> String {
        switch failure {
        case .sslError(let stack), .unknownError(let stack), .invalidSNIName(let stack), .failedToSetALPN(let stack):
            return stack.map { words(for: $0.description) }.joined(separator: "; ")
        case .syscallError, .zeroReturn: return "the peer closed the connection"
        case .noError, .wantRead, .wantWrite, .wantConnect, .wantAccept, .wantX509Lookup, .wantCertificateVerify:
            return "\(failure)"
        }
    }

    private static let known: [(mark: String, words: String)] = [
        ("CERTIFICATE_VERIFY_FAILED", "the peer's certificate has expired, or no authority that is trusted signed it"),
        ("WRONG_VERSION_NUMBER", "the peer does not speak TLS"),
        ("CERTIFICATE_REQUIRED", "the peer wants a client certificate"),
        ("PEER_DID_NOT_RETURN_A_CERTIFICATE", "the peer has sent no client certificate"),
        ("ALERT_UNKNOWN_CA", "the peer does not trust the authority of this side's certificate"),
        ("ALERT_CERTIFICATE_EXPIRED", "the peer finds this side's certificate expired"),
        ("ALERT_BAD_CERTIFICATE", "the peer refuses this side's certificate"),
        ("ALERT_CERTIFICATE_UNKNOWN", "the peer refuses this side's certificate"),
        ("PROTOCOL_VERSION", "no version of TLS that both sides speak"),
        ("UNSUPPORTED_PROTOCOL", "no version of TLS that both sides speak"),
        ("NO_APPLICATION_PROTOCOL", "the peer does not speak \(ApplicationProtocol.name)"),
        ("EOF during handshake", "the peer closed the connection during the handshake"),
    ]

    private static func words(for description: String) -> String {
        known.first { description.contains($0.mark) }?.words ?? description
    }
}

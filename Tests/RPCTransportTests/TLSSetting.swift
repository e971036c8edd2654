import RPCCore
import RPCTransport
import TestSupport

/// An authority with a server and a client of its own, for a test.
struct TLSSetting: Sendable {
    let certificates: TestCertificates
    let authority: TestCertificates.Pair
    let server: TestCertificates.Pair
    let client: TestCertificates.Pair

    init(folder: String) throws {
        certificates = TestCertificates(folder: folder)
        authority = try certificates.authority("authority")
        server = try certificates.leaf("server", by: authority, subject: "/CN=hyperfleet")
        client = try certificates.leaf("client", by: authority, subject: "/O=fleet/CN=adapter-dns", names: "")
    }

    /// A server that asks for certificates as said, and looks at its files often.
    func serving(_ clients: ServerTLS.ClientCertificates = .none) -> RPCServerConfiguration {
        RPCServerConfiguration(
            tls: ServerTLS(
                certificateFile: server.certificate, keyFile: server.key, clientCertificates: clients,
                clientAuthorityFile: clients == .none ? nil : authority.certificate,
                reloadInterval: .milliseconds(20)))
    }

    /// A client without TLS.
    static var plain: RPCClientConfiguration {
        var configuration = RPCClientConfiguration.defaults
        configuration.waitForReady = false
        return configuration
    }

    /// A client that trusts the authority.
    func trusting(_ own: TestCertificates.Pair? = nil, serverName: String? = nil) -> RPCClientConfiguration {
        Self.trusting(authority.certificate, own, serverName: serverName)
    }

    static func trusting(
        _ authority: String?, _ own: TestCertificates.Pair? = nil, serverName: String? = nil
    ) -> RPCClientConfiguration {
        var configuration = RPCClientConfiguration.defaults
        // What is wrong is to be seen at once.
        configuration.waitForReady = false
        configuration.maximumAttempts = 1
        configuration.tls = ClientTLS(
            ClientTLS.Configuration(
                authorityFile: authority, certificateFile: own?.certificate, keyFile: own?.key, serverName: serverName))
        return configuration
    }
}

/// Calls `body` with certificates in a folder of their own.
func withTLS<Value>(_ body: (TLSSetting) async throws -> Value) async throws -> Value {
    try await withFolder { folder in try await body(try TLSSetting(folder: folder)) }
}

/// Who the server says that a client is; nil where the call failed.
func identity(_ address: RPCAddress, _ configuration: RPCClientConfiguration) async throws -> String? {
    try await withClient(address, configuration: configuration) { client in
        let text = try? await client.text(EchoService.who, "")
        return text?.split(separator: " ").prefix(2).joined(separator: " ")
    }
}

/// How a call of a client fails; nil where it goes well.
func failure(_ address: RPCAddress, _ configuration: RPCClientConfiguration) async throws -> RPCError? {
    try await withClient(address, configuration: configuration) { client in
        await client.failure(EchoService.write, "x")
    }
}

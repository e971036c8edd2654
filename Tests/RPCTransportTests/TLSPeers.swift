import NIOCore
import NIOPosix
import NIOSSL
import RPCCore
import TestSupport

extension TLSSetting {
    /// A server's side of TLS, for servers that are not ours.
    func context(_ change: (inout TLSConfiguration) -> Void) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(server.certificate).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: server.key, format: .pem)))
        change(&configuration)
        return try NIOSSLContext(configuration: configuration)
    }

    /// A client's side of TLS, for clients that are not ours.
    func clientContext(_ change: (inout TLSConfiguration) -> Void) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(authority.certificate)
        change(&configuration)
        return try NIOSSLContext(configuration: configuration)
    }
}

/// A server that shakes hands, and says nothing.
func withTLSListener<Value>(
    _ context: NIOSSLContext, _ body: (RPCAddress) async throws -> Value
) async throws -> Value {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
            }
        }
        .bind(host: "127.0.0.1", port: 0).get()
    let result: Result<Value, any Error>
    do {
        result = .success(try await body(.tcp(host: "127.0.0.1", port: channel.localAddress?.port ?? 0)))
    } catch {
        result = .failure(error)
    }
    try? await channel.close().get()
    return try result.get()
}

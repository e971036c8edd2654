package import NIOCore
internal import NIOPosix
package import RPCCore

/// Sends a bearer token with every call: the first line of a file that is read again when it changes.
///
/// Calls fail with UNAUTHENTICATED, unsent, while there is no token, or where it would go to another machine in plain
/// text.
package struct BearerTransport: ClientTransport {
    private let transport: any ClientTransport
    private let token: FileBacked<String>
    /// Where the token must not go; nil where all ways are safe.
    private let refusal: RPCError?

    /// How old a look at the file may be.
    private static let lookInterval = Duration.seconds(1)
    /// The longest token, in bytes.
    private static let bytesMaximum = 4_096

    /// - Parameters:
    ///   - addresses: where `transport` takes the calls; a token goes to another machine over TLS only.
    ///   - isSecured: whether its TCP connections are over TLS.
    package init(
        _ transport: any ClientTransport, tokenFile: String, addresses: [RPCAddress], isSecured: Bool
    ) {
        self.transport = transport
        refusal = isSecured ? nil : addresses.first { !Self.isOnThisMachine($0) }.map(Self.refusal(to:))
        token = FileBacked([tokenFile]) { () throws(FileProblem) in try Self.read(tokenFile) }
    }

    package func unary(
        _ method: MethodDescriptor, request: some RPCMessage, options: CallOptions
    ) async throws(RPCError) -> ByteBuffer {
        try await transport.unary(method, request: request, options: try await authorized(options))
    }

    package func open(
        _ method: MethodDescriptor, request: (any RPCMessage)?, options: CallOptions
    ) async throws(RPCError) -> any ClientStream {
        try await transport.open(method, request: request, options: try await authorized(options))
    }

    private func authorized(_ options: CallOptions) async throws(RPCError) -> CallOptions {
        var options = options
        options.metadata.append("authorization", text: "Bearer \(try await text())")
        return options
    }

    private func text() async throws(RPCError) -> String {
        if let refusal { throw refusal }
        if let text = token.value(lookedAtWithin: Self.lookInterval) { return text }
        do {
            // The file may lie on another machine, so it is looked at on a thread that may wait.
            return try await NIOThreadPool.singleton.runIfActive { [token] in try token.latest() }
        } catch {
            throw RPCError(.unauthenticated, message: "\(error)", processed: .no)
        }
    }

    private static func isOnThisMachine(_ address: RPCAddress) -> Bool {
        switch address {
        case .unix: true
        case .tcp(let host, _): host == "localhost" || host == "::1" || host.hasPrefix("127.")
        }
    }

    private static func refusal(to address: RPCAddress) -> RPCError {
        RPCError(
            .unauthenticated,
            message: "the token is not sent to \(address) in plain text: connect over TLS", processed: .no)
    }

    private static func read(_ path: String) throws(FileProblem) -> String {
        let bytes = try FileBytes.read(path, what: "the token file", maximum: 64 << 10)
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard !line.isEmpty, line.count <= bytesMaximum, line.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw FileProblem(
                "the first line of the token file \(path) is no token: 1 to \(bytesMaximum) visible ASCII characters")
        }
        return String(decoding: line, as: UTF8.self)
    }
}

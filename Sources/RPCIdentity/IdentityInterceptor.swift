package import Logging
package import NIOCore
package import RPCCore

/// Establishes who calls, and turns away who must be known and is not.
///
/// In this order: the subject of a client certificate, the bearer of a token, the user behind a unix socket, else
/// anonymous. A token that is sent is checked in any case, and a wrong one is refused even where the caller is known
/// otherwise. Anonymous callers are served on this machine, and from others where that is allowed; methods of open
/// services serve everybody. Handlers do not see tokens, and logs do not hold them.
package struct IdentityInterceptor: ServerInterceptor {
    /// What is demanded of callers.
    package struct Rules: Sendable {
        /// Whether callers from other machines may be anonymous.
        package var allowsAnonymousFromNetwork: Bool
        /// Full names of services whose methods anybody may call.
        package var openServices: Set<String>
        /// The reason in the status of a call that is turned away, for programs.
        package var reason: String

        package init(allowsAnonymousFromNetwork: Bool = false, openServices: Set<String> = [], reason: String = "") {
            self.allowsAnonymousFromNetwork = allowsAnonymousFromNetwork
            self.openServices = openServices
            self.reason = reason
        }
    }

    private let rules: Rules
    private let tokens: @Sendable () -> TokenTable?
    private let logger: Logger

    /// - Parameter tokens: the table of the moment; nil where the server takes no tokens.
    package init(rules: Rules, logger: Logger, tokens: @escaping @Sendable () -> TokenTable?) {
        self.rules = rules
        self.tokens = tokens
        self.logger = logger
    }

    package func intercept(
        _ request: ByteBuffer, context: CallContext, next: UnaryHandler
    ) async throws(RPCError) -> any RPCMessage {
        try await next(request, try identified(context))
    }

    package func intercept(
        requests: any MessageSource, answers: any MessageSink, context: CallContext, next: StreamHandler
    ) async throws(RPCError) {
        try await next(requests, answers, try identified(context))
    }

    private func identified(_ context: CallContext) throws(RPCError) -> CallContext {
        switch BearerCredential(context.metadata) {
        case .absent:
            guard context.identity.source != .anonymous || admitsAnonymous(context) else {
                throw refused(context, "the caller is not known: show a client certificate or send a bearer token")
            }
            return context
        case .malformed:
            throw refused(context, "the metadata 'authorization' must be one text: Bearer TOKEN")
        case .token(let token):
            guard let table = tokens() else {
                throw refused(context, "a bearer token was sent, and this server takes none")
            }
            guard let name = table.name(of: token) else {
                throw refused(context, "the bearer token is not known here")
            }
            let isCertified = context.identity.source == .certificate
            return context.with(
                identity: isCertified ? context.identity : CallIdentity(name: name, source: .bearerToken),
                metadata: context.metadata.without(BearerCredential.metadataName))
        }
    }

    private func admitsAnonymous(_ context: CallContext) -> Bool {
        context.isLocal || rules.allowsAnonymousFromNetwork || rules.openServices.contains(context.method.service)
    }

    private func refused(_ context: CallContext, _ message: String) -> RPCError {
        logger.info(
            "a caller was turned away",
            metadata: [
                "method": "\(context.method.path)", "peer": "\(context.peer)", "problem": "\(message)",
                "call": "\(context.callID)",
            ])
        return RPCError(.unauthenticated, reason: rules.reason, message: message, processed: .no)
    }
}

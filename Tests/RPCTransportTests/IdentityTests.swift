import Foundation
import NIOCore
import RPCCore
import RPCIdentity
import RPCTransport
import Synchronization
import TestSupport
import Testing

@Suite("Who calls", .timeLimit(.minutes(2)))
struct IdentityTests {
    /// The SHA-256 of `secret-of-ci` and of `secret-of-dns`, by sha256sum.
    static let table = """
        # who     hash
        ci        8070ed5cbb72fe832fe5a6afc19a5a810ae1ed0cbf4403892fdb5e35e29ff0c5

          dns\tdd1aa24e83fb6a6709c94ee4e52a785ec1ab4201e9d707d8cedbe2e9e3342aa2
        """

    static func interceptor(
        _ text: String? = table, rules: IdentityInterceptor.Rules = IdentityInterceptor.Rules(),
        logger: CapturedLog = CapturedLog()
    ) throws -> IdentityInterceptor {
        let table = try text.map { try TokenTable($0) }
        return IdentityInterceptor(rules: rules, logger: logger.logger) { table }
    }

    static func bearing(_ text: String) -> CallOptions {
        var options = CallOptions()
        options.metadata.append("authorization", text: text)
        options.metadata.append("colour", text: "green")
        return options
    }

    @Test("P-61: a token makes its bearer known, on TCP and before a unix socket's user; the handler does not see it")
    func token() async throws {
        try await withFolder { folder in
            let service = EchoService()
            let places: [RPCAddress] = [.tcp(host: "127.0.0.1", port: 0), .unix(path: "\(folder)/s")]
            try await withServer(service, addresses: places, interceptors: [try Self.interceptor()]) { _, addresses in
                for address in addresses {
                    try await withClient(address) { client in
                        let options = Self.bearing("Bearer secret-of-ci")
                        let who = try await client.text(EchoService.who, "", options: options)
                        #expect(who.hasPrefix("ci bearerToken "))
                        let lower = try await client.text(
                            EchoService.who, "", options: Self.bearing("bearer secret-of-dns"))
                        #expect(lower.hasPrefix("dns bearerToken "))
                        _ = try await client.text(EchoService.echo, "", options: options)
                        let seen = service.lastContext.withLock { $0?.metadata }
                        #expect(seen == Metadata([Metadata.Entry(name: "colour", value: .text("green"))]))
                    }
                }
            }
        }
    }

    @Test(
        "P-61: a token that is unknown or malformed is refused before anything is done, and never logged",
        arguments: [
            "Bearer secret-of-nobody", "Bearer ", "Bearer", "secret-of-ci", "Basic secret-of-ci", "Bearer a b", "",
        ])
    func wrongTokens(_ text: String) async throws {
        let log = CapturedLog()
        let service = EchoService()
        let interceptor = try Self.interceptor(logger: log)
        try await withServer(service, interceptors: [interceptor]) { _, addresses in
            try await withClient(addresses[0]) { client in
                let error = try #require(await client.failure(EchoService.echo, "x", options: Self.bearing(text)))
                #expect(error.code == .unauthenticated && error.processed == .no)
                #expect(!error.message.contains("secret-of"))
                #expect(service.lastContext.withLock { $0 == nil })
            }
        }
        #expect(log.contains("a caller was turned away"))
        #expect(!log.contains("secret-of"))
    }

    @Test("A token as bytes, two tokens, and a token for a server that takes none are refused")
    func otherWrongTokens() async throws {
        var binary = CallOptions()
        binary.metadata.append("authorization", binary: Array("Bearer secret-of-ci".utf8))
        var two = Self.bearing("Bearer secret-of-ci")
        two.metadata.append("authorization", text: "Bearer secret-of-ci")
        for (table, options) in [(Self.table, binary), (Self.table, two), (nil, Self.bearing("Bearer secret-of-ci"))] {
            try await withServer(interceptors: [try Self.interceptor(table)]) { _, addresses in
                try await withClient(addresses[0]) { client in
                    let error = await client.failure(EchoService.echo, "x", options: options)
                    #expect(error?.code == .unauthenticated)
                }
            }
        }
    }

    @Test("A certificate comes before a token, and a wrong token is refused all the same")
    func certificateFirst() async throws {
        try await withTLS { tls in
            let interceptor = try Self.interceptor()
            try await withServer(
                configuration: tls.serving(.required), interceptors: [interceptor]
            ) { _, addresses in
                try await withClient(addresses[0], configuration: tls.trusting(tls.client)) { client in
                    let who = try await client.text(
                        EchoService.who, "", options: Self.bearing("Bearer secret-of-ci"))
                    #expect(who.hasPrefix("adapter-dns certificate "))
                    let error = await client.failure(EchoService.echo, "x", options: Self.bearing("Bearer wrong"))
                    #expect(error?.code == .unauthenticated)
                }
            }
        }
    }

    /// What an interceptor makes of a unary and of a streaming call, which must be the same.
    private static func outcome(
        _ interceptor: IdentityInterceptor, _ context: CallContext
    ) async throws -> Result<CallIdentity, RPCError> {
        let seen = Mutex<CallIdentity?>(nil)
        let unary: Result<CallIdentity, RPCError>
        do throws(RPCError) {
            _ = try await interceptor.intercept(ByteBuffer(), context: context) { (_, context) throws(RPCError) in
                seen.withLock { $0 = context.identity }
                return Text("")
            }
            unary = .success(seen.withLock { $0 } ?? .anonymous)
        } catch {
            unary = .failure(error)
        }
        let streamed: Result<CallIdentity, RPCError>
        do throws(RPCError) {
            try await interceptor.intercept(requests: NoMessages(), answers: NoMessages(), context: context) {
                (_, _, context) throws(RPCError) in
                seen.withLock { $0 = context.identity }
            }
            streamed = .success(seen.withLock { $0 } ?? .anonymous)
        } catch {
            streamed = .failure(error)
        }
        #expect(unary == streamed)
        return unary
    }

    @Test("Anonymous callers are served on this machine only, unless allowed; open services serve everybody")
    func anonymous() async throws {
        let here = CallContext(method: EchoService.echo, deadline: Deadline(.now), isLocal: true)
        let there = CallContext(method: EchoService.echo, deadline: Deadline(.now), isLocal: false)
        let known = there.with(identity: CallIdentity(name: "x", source: .certificate), metadata: Metadata())
        let strict = try Self.interceptor()
        #expect(try await Self.outcome(strict, here) == .success(.anonymous))
        #expect(try await Self.outcome(strict, known) == .success(known.identity))
        guard case .failure(let error) = try await Self.outcome(strict, there) else {
            Issue.record("served")
            return
        }
        #expect(error.code == .unauthenticated && error.processed == .no)
        let lax = try Self.interceptor(rules: IdentityInterceptor.Rules(allowsAnonymousFromNetwork: true))
        #expect(try await Self.outcome(lax, there) == .success(.anonymous))
        let open = try Self.interceptor(rules: IdentityInterceptor.Rules(openServices: ["test.Echo"]))
        #expect(try await Self.outcome(open, there) == .success(.anonymous))
        var wrong = Metadata()
        wrong.append("authorization", text: "Bearer wrong")
        guard case .failure = try await Self.outcome(open, there.with(identity: .anonymous, metadata: wrong)) else {
            Issue.record("a wrong token was taken by an open service")
            return
        }
    }

    @Test(
        "A table that is wrong names the line and gives nothing away",
        arguments: [
            ("ci abc", 1), ("ci", 1), ("# fine\nci HASH_CI more", 2), ("ci HASH_CI\nother HASH_CI", 2),
            ("ci HASH_CI0", 1), ("\n\nc\u{7}i HASH_CI", 3), (String(repeating: "n", count: 257) + " HASH_CI", 1),
        ])
    func wrongTables(_ text: String, line: Int) throws {
        let error = try #require(throws: TokenTable.Problem.self) {
            try TokenTable(text.replacing("HASH_CI", with: Self.hash))
        }
        #expect(error.line == line)
        #expect(!error.description.contains(Self.hash.prefix(8)))
    }

    static let hash = "8070ed5cbb72fe832fe5a6afc19a5a810ae1ed0cbf4403892fdb5e35e29ff0c5"

    @Test("A name may have several tokens; digits may be upper case, line ends those of Windows")
    func tables() throws {
        let text = Self.table.replacing("dns", with: "ci").replacing("\n", with: "\r\n").uppercased()
        let table = try TokenTable(text)
        #expect(table.name(of: "secret-of-ci") == "CI")
        #expect(table.name(of: "secret-of-dns") == "CI")
        #expect(table.name(of: "secret-of-nobody") == nil)
        #expect(try TokenTable("").name(of: "") == nil)
    }
}

/// A source and sink of nothing.
private struct NoMessages: MessageSource, MessageSink {
    func next() async throws(RPCError) -> ByteBuffer? { nil }
    func write(_ message: any RPCMessage) async throws(RPCError) {}
}

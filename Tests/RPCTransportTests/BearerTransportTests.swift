import Foundation
import RPCCore
import RPCTransport
import Synchronization
import Testing

@Suite("Tokens that a client sends", .timeLimit(.minutes(2)))
struct BearerTransportTests {
    @Test("The file's first line goes with every call, and its successor once the file has changed")
    func sendsToken() async throws {
        try await withFolder { folder in
            let file = "\(folder)/token"
            try "first-token\nand a remark\n".write(toFile: file, atomically: true, encoding: .utf8)
            let service = EchoService()
            try await withServer(service) { _, addresses in
                try await withClient(addresses[0]) { client in
                    let bearing = BearerTransport(client, tokenFile: file, addresses: addresses, isSecured: false)
                    @Sendable func sent() async throws -> String? {
                        _ = try await bearing.unary(EchoService.echo, request: Text("x"), options: CallOptions())
                        return service.lastContext.withLock { $0?.metadata.text("authorization") }
                    }
                    #expect(try await sent() == "Bearer first-token")
                    try "second-token".write(toFile: file, atomically: true, encoding: .utf8)
                    #expect(try await eventually { (try? await sent()) == "Bearer second-token" })
                }
            }
        }
    }

    @Test("Without a token that can be used a call fails unsent, with the file's name")
    func noToken() async throws {
        try await withFolder { folder in
            try await withServer { server, addresses in
                try await withClient(addresses[0]) { client in
                    let file = "\(folder)/token"
                    for content in [nil, "", "two words", "\nlate"] {
                        try content?.write(toFile: file, atomically: true, encoding: .utf8)
                        let bearing = BearerTransport(client, tokenFile: file, addresses: addresses, isSecured: false)
                        let error = await #expect(throws: RPCError.self) {
                            try await bearing.unary(EchoService.echo, request: Text("x"), options: CallOptions())
                        }
                        #expect(error?.code == .unauthenticated && error?.processed == .no)
                        #expect(error?.message.contains(file) == true)
                    }
                }
                #expect(server.counters.callsStarted == 0)
            }
        }
    }

    @Test("A token does not go to another machine in plain text")
    func plaintext() async throws {
        try await withFolder { folder in
            let file = "\(folder)/token"
            try "token".write(toFile: file, atomically: true, encoding: .utf8)
            let away = RPCAddress.tcp(host: "192.0.2.1", port: 1)
            try await withServer { _, addresses in
                try await withClient(addresses[0]) { client in
                    let plain = BearerTransport(
                        client, tokenFile: file, addresses: addresses + [away], isSecured: false)
                    let error = await #expect(throws: RPCError.self) {
                        try await plain.unary(EchoService.echo, request: Text("x"), options: CallOptions())
                    }
                    #expect(error?.message.contains("192.0.2.1:1") == true)
                    let secured = BearerTransport(client, tokenFile: file, addresses: [away], isSecured: true)
                    _ = try await secured.unary(EchoService.echo, request: Text("x"), options: CallOptions())
                }
            }
        }
    }
}

import RPCCore
import RPCTransport
import RPCWire
import Testing

@Suite("Places for connections", .timeLimit(.minutes(2)))
struct PlacesTests {
    /// The message of a refusal, nil where the connection is not refused.
    private static func refusal(_ peer: RawPeer) async throws -> ServerHello.Refusal? {
        guard case .serverHello(.refused(let refusal)) = try await peer.next() else { return nil }
        return refusal
    }

    @Test("P-60: one address has its share of the places, and a unix socket has none")
    func perAddress() async throws {
        try await withFolder { folder in
            var configuration = RPCServerConfiguration.defaults
            configuration.maximumConnectionsPerAddress = 2
            let places: [RPCAddress] = [.tcp(host: "127.0.0.1", port: 0), .unix(path: "\(folder)/s")]
            try await withServer(addresses: places, configuration: configuration) { server, addresses in
                let first = try await RawPeer.greeted(addresses[0])
                let second = try await RawPeer.greeted(addresses[0])
                let refusal = try #require(try await Self.refusal(try await RawPeer.connect(addresses[0])))
                #expect(refusal.cause == .busy && refusal.message.contains("one address"))
                var others: [RawPeer] = []
                for _ in 0..<3 { others.append(try await RawPeer.greeted(addresses[1])) }
                try await first.close()
                #expect(try await eventually { server.counters.connectionsOpen == 4 })
                let third = try await RawPeer.greeted(addresses[0])
                for peer in others + [second, third] { try await peer.close() }
            }
        }
    }

    @Test("P-60: strangers fill their own places only, and whoever has shaken hands frees one")
    func handshakes() async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.handshakesInProgress = 2
        configuration.limits.handshakeTimeout = .seconds(60)
        try await withServer(configuration: configuration) { server, addresses in
            let known = try await RawPeer.greeted(addresses[0])
            let first = try await RawPeer.connect(addresses[0])
            let second = try await RawPeer.connect(addresses[0])
            #expect(try await eventually { server.counters.connectionsOpen == 3 })
            let refusal = try #require(try await Self.refusal(try await RawPeer.connect(addresses[0])))
            #expect(refusal.cause == .busy && refusal.message.contains("handshakes"))
            try await first.send { RawPeer.hello().write(into: &$0) }
            guard case .serverHello(.accepted) = try await first.next() else {
                Issue.record("not accepted")
                return
            }
            let third = try await RawPeer.greeted(addresses[0])
            for peer in [known, first, second, third] { try await peer.close() }
        }
    }

    @Test("P-60: over TLS a connection without a place is closed before the handshake")
    func secured() async throws {
        try await withTLS { tls in
            var configuration = tls.serving()
            configuration.maximumConnections = 1
            try await withServer(configuration: configuration) { server, addresses in
                try await withClient(addresses[0], configuration: tls.trusting()) { client in
                    _ = try await client.text(EchoService.echo, "x")
                    let error = try #require(try await failure(addresses[0], tls.trusting()))
                    #expect(error.code == .unavailable && error.processed == .no)
                    #expect(server.counters.connectionsRefused == 1)
                    #expect(server.counters.tlsHandshakesFailed == 0)
                }
                #expect(try await eventually { server.counters.connectionsOpen == 0 })
                #expect(try await identity(addresses[0], tls.trusting()) != nil)
            }
        }
    }
}

import NIOCore
import NIOPosix
import NIOSSL
import RPCCore
import RPCTransport
import RPCWire
import TestSupport
import Testing

@Suite("TLS", .timeLimit(.minutes(2)))
struct TLSTests {
    @Test("P-80: calls go over TLS; the caller is anonymous, and plain text is no way in")
    func calls() async throws {
        try await withTLS { tls in
            try await withServer(configuration: tls.serving()) { server, addresses in
                #expect(try await identity(addresses[0], tls.trusting()) == "anonymous@hyperfleet.local anonymous")
                try await withClient(addresses[0], configuration: tls.trusting()) { client in
                    // Larger than any record or window of TLS.
                    let text = String(repeating: "long ", count: 200_000)
                    let answer = try await client.text(EchoService.echo, text)
                    #expect(answer == text)
                }
                #expect(try #require(server.counters.certificateExpiry) > 1_700_000_000)
                let plain = try #require(try await failure(addresses[0], TLSSetting.plain))
                #expect(plain.code == .unavailable && plain.processed == .no)
                #expect(plain.message.contains("over TLS only"), "\(plain)")
                #expect(server.counters.violationsByCode == [.protocolError: 1])
            }
        }
    }

    @Test("P-9, P-80: HTTP on a TLS port gets a readable 400, and other bytes a refusal")
    func foreign() async throws {
        try await withTLS { tls in
            try await withServer(configuration: tls.serving()) { _, addresses in
                let http = try await RawPeer.connect(addresses[0])
                try await http.send { $0.writeString("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") }
                #expect(await http.textUntilClosed().hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
                let garbage = try await RawPeer.connect(addresses[0])
                try await garbage.send { $0.writeBytes([0, 1, 2]) }
                guard case .serverHello(.refused(let refusal)) = try await garbage.next() else {
                    Issue.record("no refusal")
                    return
                }
                #expect(refusal.cause == .malformed && refusal.message.contains("TLS"))
                #expect(try await identity(addresses[0], tls.trusting()) != nil)
            }
        }
    }

    @Test("A unix socket beside it stays plain")
    func unixSocket() async throws {
        try await withTLS { tls in
            let path = RPCAddress.unix(path: "\(tls.certificates.folder)/s")
            try await withServer(addresses: [path], configuration: tls.serving(.required)) { _, addresses in
                let who = try await identity(addresses[0], tls.trusting())
                #expect(who?.hasSuffix(" unixPeer") == true)
            }
        }
    }

    @Test("P-61: a client certificate's common name is the caller, else its first alternative name")
    func certificateNames() async throws {
        try await withTLS { tls in
            let uri = try tls.certificates.leaf(
                "uri", by: tls.authority, subject: "/O=fleet", names: "URI:spiffe://fleet/adapter,DNS:adapter.local")
            let dns = try tls.certificates.leaf(
                "dns", by: tls.authority, subject: "/", names: "IP:10.0.0.1,DNS:dns.local")
            let long = try tls.certificates.leaf(
                "umlaut", by: tls.authority, subject: "/CN=Jürgen", names: "DNS:other.local")
            let nobody = try tls.certificates.leaf("nobody", by: tls.authority, subject: "/O=fleet", names: "")
            for clients in [ServerTLS.ClientCertificates.required, .optional] {
                try await withServer(configuration: tls.serving(clients)) { _, addresses in
                    #expect(try await identity(addresses[0], tls.trusting(tls.client)) == "adapter-dns certificate")
                    #expect(
                        try await identity(addresses[0], tls.trusting(uri)) == "spiffe://fleet/adapter certificate")
                    #expect(try await identity(addresses[0], tls.trusting(dns)) == "dns.local certificate")
                    #expect(try await identity(addresses[0], tls.trusting(long)) == "Jürgen certificate")
                    let refused = try #require(try await failure(addresses[0], tls.trusting(nobody)))
                    #expect(refused.message.contains("no name"), "\(refused)")
                }
            }
        }
    }

    @Test("Without a certificate a client is turned away, or anonymous where certificates are optional")
    func withoutCertificate() async throws {
        try await withTLS { tls in
            try await withServer(configuration: tls.serving(.required)) { server, addresses in
                let refused = try #require(try await failure(addresses[0], tls.trusting()))
                #expect(refused.code == .unavailable)
                #expect(refused.message.contains("wants a client certificate"), "\(refused)")
                #expect(try await eventually { server.counters.tlsHandshakesFailed == 1 })
            }
            try await withServer(configuration: tls.serving(.optional)) { _, addresses in
                let who = try await identity(addresses[0], tls.trusting())
                #expect(who?.hasSuffix(" anonymous") == true)
            }
        }
    }

    @Test("A client certificate of another authority is refused, even where certificates are optional")
    func foreignCertificate() async throws {
        try await withTLS { tls in
            let other = try tls.certificates.authority("other")
            let stranger = try tls.certificates.leaf("stranger", by: other, subject: "/CN=adapter-dns")
            for clients in [ServerTLS.ClientCertificates.required, .optional] {
                try await withServer(configuration: tls.serving(clients)) { server, addresses in
                    let refused = try #require(try await failure(addresses[0], tls.trusting(stranger)))
                    #expect(refused.message.contains("certificate"), "\(refused)")
                    #expect(try await eventually { server.counters.tlsHandshakesFailed == 1 })
                }
            }
        }
    }

    @Test("P-80: the client verifies authority and name, and takes another name when told so")
    func verification() async throws {
        try await withTLS { tls in
            let other = try tls.certificates.authority("other")
            try await withServer(configuration: tls.serving()) { _, addresses in
                let unknown = try #require(try await failure(addresses[0], TLSSetting.trusting(other.certificate)))
                #expect(unknown.message.contains("no authority that is trusted signed it"), "\(unknown)")
                let system = try #require(try await failure(addresses[0], TLSSetting.trusting(nil)))
                #expect(system.message.contains("no authority that is trusted signed it"), "\(system)")
                #expect(try await identity(addresses[0], tls.trusting(serverName: "localhost")) != nil)
            }
            let named = try tls.certificates.leaf(
                "named", by: tls.authority, subject: "/CN=x", names: "DNS:fleet.example.com")
            try tls.certificates.replace(tls.server, with: named)
            try await withServer(configuration: tls.serving()) { _, addresses in
                for wrong in [tls.trusting(), tls.trusting(serverName: "localhost")] {
                    let refused = try #require(try await failure(addresses[0], wrong))
                    #expect(refused.message.contains("does not name the host"), "\(refused)")
                }
                let right = try await identity(addresses[0], tls.trusting(serverName: "fleet.example.com"))
                #expect(right != nil)
            }
        }
    }

    @Test("P-80: a server without TLS, and one without the protocol, are named as what they are")
    func otherServers() async throws {
        try await withTLS { tls in
            try await withServer { _, addresses in
                let plain = try #require(try await failure(addresses[0], tls.trusting()))
                #expect(plain.code == .unavailable && plain.processed == .no)
                #expect(plain.message.contains("does not speak TLS"), "\(plain)")
            }
            let context = try tls.context { $0.applicationProtocols = ["h2"] }
            try await withTLSListener(context) { address in
                let other = try #require(try await failure(address, tls.trusting()))
                #expect(other.code == .unavailable && other.processed == .no)
                #expect(other.message.contains("hfrpc/1"), "\(other)")
            }
        }
    }

    @Test("P-80: a peer that does not name the protocol is refused in words; TLS before 1.2 is not spoken")
    func otherClients() async throws {
        try await withTLS { tls in
            try await withServer(configuration: tls.serving()) { server, addresses in
                for protocols in [[], ["h2"]] {
                    let peer = try await RawPeer.connect(
                        addresses[0], securedBy: try tls.clientContext { $0.applicationProtocols = protocols })
                    guard case .serverHello(.refused(let refusal)) = try await peer.next() else {
                        Issue.record("no refusal")
                        return
                    }
                    #expect(refusal.message.contains("hfrpc/1"))
                    #expect(try await peer.next() == nil)
                }
                #expect(try await eventually { server.counters.tlsHandshakesFailed == 2 })
                for version in [TLSVersion.tlsv12, .tlsv13] {
                    let peer = try await RawPeer.connect(
                        addresses[0],
                        securedBy: try tls.clientContext {
                            $0.applicationProtocols = ["hfrpc/1"]
                            $0.maximumTLSVersion = version
                        })
                    try await peer.send { RawPeer.hello().write(into: &$0) }
                    guard case .serverHello(.accepted) = try await peer.next() else {
                        Issue.record("not accepted: \(version)")
                        return
                    }
                    try await peer.close()
                }
                let old = try await RawPeer.connect(
                    addresses[0],
                    securedBy: try tls.clientContext {
                        $0.applicationProtocols = ["hfrpc/1"]
                        $0.maximumTLSVersion = .tlsv11
                    })
                #expect(try await old.next() == nil)
                #expect(try await eventually { server.counters.tlsHandshakesFailed == 3 })
            }
        }
    }

    @Test("P-10, P-80: a TLS handshake that does not come is given up within the limit, and frees its place")
    func slowHandshake() async throws {
        try await withTLS { tls in
            var configuration = tls.serving()
            configuration.limits.handshakeTimeout = .milliseconds(100)
            try await withServer(configuration: configuration) { server, addresses in
                let silent = try await RawPeer.connect(addresses[0])
                #expect(try await silent.next() == nil)
                let begun = try await RawPeer.connect(addresses[0])
                // The beginning of a handshake's record.
                try? await begun.send { $0.writeBytes([0x16, 0x03, 0x01, 0x02]) }
                #expect(try await begun.next() == nil)
                #expect(server.counters.tlsHandshakesFailed == 2)
            }
        }
    }

    @Test("A peer that connects and goes away has broken nothing")
    func probe() async throws {
        try await withTLS { tls in
            let log = CapturedLog()
            try await withServer(configuration: tls.serving(), logger: log.logger) { server, addresses in
                for bytes in [[], [0x16, 0x03, 0x01, 0x02]] as [[UInt8]] {
                    let peer = try await RawPeer.connect(addresses[0])
                    try await peer.send { $0.writeBytes(bytes) }
                    try await peer.close()
                }
                // Connections are taken one after the other, so the two have been seen before this one.
                #expect(try await identity(addresses[0], tls.trusting()) != nil)
                #expect(server.counters.violationsByCode.isEmpty && server.counters.tlsHandshakesFailed == 0)
            }
            #expect(!log.contains("broke the protocol"))
        }
    }

    @Test("A server that is stopped does not wait for handshakes")
    func stopDuringHandshake() async throws {
        try await withTLS { tls in
            var configuration = tls.serving()
            configuration.limits.handshakeTimeout = .seconds(60)
            try await withServer(configuration: configuration) { server, addresses in
                let silent = try await RawPeer.connect(addresses[0])
                // The connection is accepted once a second one was served.
                #expect(try await identity(addresses[0], tls.trusting()) != nil)
                server.stop()
                #expect(try await silent.next() == nil)
            }
        }
    }

    @Test("Files that cannot be used stop the start, with the file's name")
    func brokenFiles() async throws {
        try await withTLS { tls in
            let good = try #require(tls.serving(.required).tls)
            var missing = good
            missing.certificateFile = "\(tls.certificates.folder)/missing.pem"
            var mismatch = good
            mismatch.keyFile = tls.client.key
            var noKey = good
            noKey.keyFile = tls.server.certificate
            var noAuthority = good
            noAuthority.clientAuthorityFile = tls.server.key
            let cases = [
                (missing, "missing.pem"), (mismatch, "does not belong to"), (noKey, "holds no private key"),
                (noAuthority, "server.key"),
            ]
            for (broken, sentence) in cases {
                let server = RPCServer(
                    router: Router(), addresses: [.tcp(host: "127.0.0.1", port: 0)],
                    configuration: RPCServerConfiguration(tls: broken), logger: .silent)
                let error = await #expect(throws: RPCTransportError.self) { try await server.run() }
                #expect(error?.kind == .secretsUnusable)
                #expect(error?.message.contains(sentence) == true, "\(String(describing: error))")
            }
        }
    }

    @Test("An address that other machines can reach may be listened on over TLS")
    func network() async throws {
        try await withTLS { tls in
            try await withServer(
                addresses: [.tcp(host: "0.0.0.0", port: 0)], configuration: tls.serving()
            ) { _, bound in
                guard case .tcp(_, let port) = bound[0] else { return }
                let who = try await identity(.tcp(host: "localhost", port: port), tls.trusting())
                #expect(who != nil)
            }
        }
    }
}

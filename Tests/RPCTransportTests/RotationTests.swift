import Foundation
import RPCCore
import RPCTransport
import TestSupport
import Testing

@Suite("Certificates that are replaced", .timeLimit(.minutes(2)))
struct RotationTests {
    @Test("New connections use the server's new certificate, and one that is open goes on")
    func server() async throws {
        try await withTLS { tls in
            let service = EchoService()
            let next = try tls.certificates.authority("next")
            let renewed = try tls.certificates.leaf("renewed", by: next, subject: "/CN=hyperfleet", days: 60)
            let old = tls.trusting()
            let new = TLSSetting.trusting(next.certificate)
            try await withServer(service, configuration: tls.serving()) { server, addresses in
                try await withClient(addresses[0], configuration: old) { client in
                    async let held = client.text(EchoService.hold, "held")
                    await service.firstBegan.wait()
                    let former = try #require(server.counters.certificateExpiry)
                    try tls.certificates.replace(tls.server, with: renewed)
                    #expect(try await eventually { server.counters.certificateExpiry ?? 0 > former })
                    #expect(try await identity(addresses[0], new) != nil)
                    #expect(try await failure(addresses[0], old) != nil)
                    // The open connection takes new calls, and the one that ran through it all ends well.
                    #expect(try await client.text(EchoService.echo, "still here") == "still here")
                    service.release.open()
                    #expect(try await held == "held")
                }
                #expect(server.counters.connectionsAccepted == 2)
            }
        }
    }

    @Test("A pair that does not fit leaves the last good one in force, and is logged with the reason once")
    func mismatch() async throws {
        try await withTLS { tls in
            let log = CapturedLog()
            try await withServer(configuration: tls.serving(), logger: log.logger) { server, addresses in
                let other = try tls.certificates.leaf("other", by: tls.authority, subject: "/CN=other", days: 60)
                // Certificate first, as one who replaces both files by hand would do.
                try tls.certificates.move(other.certificate, to: tls.server.certificate)
                #expect(try await eventually { log.contains("does not belong to the certificate") })
                #expect(try await identity(addresses[0], tls.trusting()) != nil)
                for _ in 0..<5 { await server.reloadCertificates() }
                #expect(log.lines.count { $0.contains("does not belong") } == 1)
                #expect(log.lines.contains { $0.hasPrefix("error: the former certificate is kept") })
                let former = try #require(server.counters.certificateExpiry)
                try tls.certificates.move(other.key, to: tls.server.key)
                #expect(try await eventually { server.counters.certificateExpiry ?? 0 > former })
                try FileManager.default.removeItem(atPath: tls.server.certificate)
                #expect(try await eventually { log.contains("cannot be read: No such file") })
                #expect(try await identity(addresses[0], tls.trusting()) != nil)
            }
        }
    }

    @Test("Clients' authorities are replaced like the certificate")
    func clientAuthorities() async throws {
        try await withTLS { tls in
            let next = try tls.certificates.authority("next")
            let newcomer = try tls.certificates.leaf("newcomer", by: next, subject: "/CN=newcomer", names: "")
            // The server's own authority stays in another file for its clients.
            let trusted = "\(tls.certificates.folder)/clients.pem"
            try FileManager.default.copyItem(atPath: tls.authority.certificate, toPath: trusted)
            var configuration = tls.serving(.required)
            configuration.tls?.clientAuthorityFile = trusted
            try await withServer(configuration: configuration) { server, addresses in
                #expect(try await failure(addresses[0], tls.trusting(newcomer)) != nil)
                try tls.certificates.move(next.certificate, to: trusted)
                await server.reloadCertificates()
                #expect(try await identity(addresses[0], tls.trusting(newcomer)) == "newcomer certificate")
                #expect(try await failure(addresses[0], tls.trusting(tls.client)) != nil)
            }
        }
    }

    @Test("A client shows its new certificate on its next connection, and the former one while the files are broken")
    func client() async throws {
        try await withTLS { tls in
            let configuration = tls.trusting(tls.client)
            try await withServer(configuration: tls.serving(.required)) { _, addresses in
                try await withClient(addresses[0], configuration: configuration) { open in
                    _ = try await open.text(EchoService.who, "")
                    #expect(try await identity(addresses[0], configuration) == "adapter-dns certificate")
                    let renewed = try tls.certificates.leaf("renewed", by: tls.authority, subject: "/CN=renewed")
                    try tls.certificates.move(renewed.certificate, to: tls.client.certificate)
                    #expect(try await identity(addresses[0], configuration) == "adapter-dns certificate")
                    try tls.certificates.move(renewed.key, to: tls.client.key)
                    #expect(try await identity(addresses[0], configuration) == "renewed certificate")
                    #expect(try await open.text(EchoService.who, "").hasPrefix("adapter-dns certificate "))
                }
            }
        }
    }

    @Test("A client whose files were never good says which one is not")
    func brokenClient() async throws {
        try await withTLS { tls in
            try await withServer(configuration: tls.serving()) { _, addresses in
                let missing = TestCertificates.Pair(certificate: "/nowhere/client.pem", key: tls.client.key)
                let error = try #require(try await failure(addresses[0], tls.trusting(missing)))
                #expect(error.code == .unavailable && error.processed == .no)
                #expect(error.message.contains("/nowhere/client.pem"), "\(error)")
            }
        }
    }

    @Test("A certificate that ends within two weeks is warned of once, and one that lasts longer is not")
    func expiry() async throws {
        try await withTLS { tls in
            let log = CapturedLog()
            try await withServer(configuration: tls.serving(), logger: log.logger) { server, _ in
                #expect(!log.contains("ends soon"))
                let short = try tls.certificates.leaf("short", by: tls.authority, subject: "/CN=x", days: 3)
                try tls.certificates.replace(tls.server, with: short)
                await server.reloadCertificates()
                #expect(try await eventually { log.contains("warning: the server's certificate ends soon") })
                for _ in 0..<5 { await server.reloadCertificates() }
                #expect(log.lines.count { $0.contains("ends soon") } == 1)
            }
        }
    }
}

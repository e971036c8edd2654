import Foundation
import RPCCore
import RPCTransport
import Testing

@Suite("Unix sockets", .timeLimit(.minutes(2)))
struct UnixSocketTests {
    @Test("P-61: the caller is the peer's user, whatever it says")
    func identity() async throws {
        try await withFolder { folder in
            try await withServer(addresses: [.unix(path: "\(folder)/s")]) { _, addresses in
                try await withClient(addresses[0]) { client in
                    var options = CallOptions()
                    options.metadata.append("user", text: "somebody-else")
                    let who = try await client.text(EchoService.who, "", options: options)
                    #expect(who == "\(NSUserName()) unixPeer unix:")
                }
            }
        }
    }

    @Test("Several addresses at once; the socket's file is its owner's and goes with the server")
    func severalAddresses() async throws {
        try await withFolder { folder in
            let path = "\(folder)/s"
            try await withServer(addresses: [.tcp(host: "127.0.0.1", port: 0), .unix(path: path)]) { _, addresses in
                for address in addresses {
                    try await withClient(address) { client in
                        let answer = try await client.text(EchoService.echo, "x")
                        #expect(answer == "x")
                    }
                }
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("The mode of the socket's file is a setting")
    func mode() async throws {
        try await withFolder { folder in
            var configuration = RPCServerConfiguration.defaults
            configuration.unixSocketMode = 0o660
            let path = "\(folder)/s"
            try await withServer(addresses: [.unix(path: path)], configuration: configuration) { _, _ in
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o660)
            }
        }
    }

    @Test("A socket that another server listens on is refused, and left alone")
    func inUse() async throws {
        try await withFolder { folder in
            try await withServer(addresses: [.unix(path: "\(folder)/s")]) { _, addresses in
                let second = RPCServer(router: Router(), addresses: addresses, logger: .silent)
                let error = await #expect(throws: RPCTransportError.self) { try await second.run() }
                #expect(error?.kind == .addressInUse)
                try await withClient(addresses[0]) { client in
                    let answer = try await client.text(EchoService.echo, "x")
                    #expect(answer == "x")
                }
            }
        }
    }

    @Test("The file of a server that is gone is replaced")
    func stale() async throws {
        try await withFolder { folder in
            let path = "\(folder)/s"
            // A second name for the socket keeps the file when its server removes the first.
            try await withServer(addresses: [.unix(path: "\(folder)/t")]) { _, _ in
                try FileManager.default.linkItem(atPath: "\(folder)/t", toPath: path)
            }
            #expect(FileManager.default.fileExists(atPath: path))
            try await withServer(addresses: [.unix(path: path)]) { _, addresses in
                try await withClient(addresses[0]) { client in
                    let answer = try await client.text(EchoService.echo, "x")
                    #expect(answer == "x")
                }
            }
        }
    }

    @Test("A file that is no socket, and a path that is too long, are refused with a sentence")
    func unusable() async throws {
        try await withFolder { folder in
            let path = "\(folder)/file"
            #expect(FileManager.default.createFile(atPath: path, contents: Data("precious".utf8)))
            let long = "\(folder)/" + String(repeating: "l", count: 107 - folder.utf8.count)
            for unusable in [path, long, "\(folder)/no/such/folder/s"] {
                let server = RPCServer(router: Router(), addresses: [.unix(path: unusable)], logger: .silent)
                let error = await #expect(throws: RPCTransportError.self) { try await server.run() }
                #expect(error?.kind == .addressUnusable, "\(unusable)")
                #expect(error?.message.isEmpty == false)
            }
            let kept = try String(contentsOfFile: path, encoding: .utf8)
            #expect(kept == "precious")
        }
    }
}

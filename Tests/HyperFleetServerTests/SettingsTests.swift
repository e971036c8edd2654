import Foundation
import HyperFleetServer
import RPCCore
import RPCTransport
import RPCWire
import Testing

@Suite("Settings")
struct SettingsTests {
    private static let needed = ["database.url": "dbname=x", "schema.file": "provider.yaml"]

    @Test("Without anything but what is required, the table's defaults hold")
    func defaultsHold() async throws {
        let settings = try await ServerSettings(flags: Self.needed)
        #expect(settings.listen.map(\.description) == ["127.0.0.1:8470"])
        #expect(settings.transport.limits.messageBytes == 4 << 20)
        #expect(settings.transport.limits.concurrentCalls == 256)
        #expect(settings.transport.drainLimit == .seconds(25))
        #expect(settings.databaseReaders == 2)
        #expect(settings.databaseWriters == 16)
        #expect(settings.clusterAdapters == ["validation", "dns", "pullsecret", "hypershift"])
        #expect(settings.nodePoolAdapters == ["validation", "hypershift"])
        #expect(settings.addressFile == nil)
        #expect(settings.resolved.count == SettingsTable.definitions.count)
        #expect(settings.resolved.map(\.key) == SettingsTable.definitions.map(\.key))
    }

    @Test("A flag counts before the environment, that before the file, that before the default")
    func orderOfSources() async throws {
        let file = try ScratchFile(
            """
            log: {level: error, format: text}
            server:
              max-concurrent-calls: 7
              drain-timeout: 3s
            adapters:
              node-pool: [one, two]
            """, name: "settings.yaml")
        let settings = try await ServerSettings(
            flags: Self.needed.merging(["log.level": "debug"]) { _, new in new },
            environment: [
                "HYPERFLEET_LOG_LEVEL": "warning", "HYPERFLEET_SERVER_MAX_CONCURRENT_CALLS": "9", "HOME": "/",
            ],
            filePath: file.path)
        #expect(settings.logLevel == .debug)
        #expect(settings.transport.limits.concurrentCalls == 9)
        #expect(settings.transport.drainLimit == .seconds(3))
        #expect(settings.logFormat == .text)
        #expect(settings.nodePoolAdapters == ["one", "two"])
        let origins = Dictionary(uniqueKeysWithValues: settings.resolved.map { ($0.key, $0.origin) })
        #expect(origins["log.level"] == .flag("log-level"))
        #expect(origins["server.max-concurrent-calls"] == .variable("HYPERFLEET_SERVER_MAX_CONCURRENT_CALLS"))
        #expect(origins["server.drain-timeout"] == .file(file.path, key: "server.drain-timeout", line: 4))
        #expect(origins["server.max-message-size"] == .defaultValue)
    }

    @Test("A file may be JSON, and HYPERFLEET_CONFIG may name it")
    func jsonFile() async throws {
        let file = try ScratchFile(
            #"{"server": {"listen": ["127.0.0.1:1", "unix:/run/x"], "max-message-size": "1MiB"}}"#, name: "s.json")
        let settings = try await ServerSettings(
            flags: Self.needed, environment: ["HYPERFLEET_CONFIG": file.path])
        #expect(settings.listen.map(\.description) == ["127.0.0.1:1", "unix:/run/x"])
        #expect(settings.transport.limits.messageBytes == 1 << 20)
    }

    @Test("All mistakes are told at once, each with its place")
    func mistakesAreToldAtOnce() async throws {
        let file = try ScratchFile(
            """
            database:
              readers: many
            server:
              lisen: 127.0.0.1:1
            """, name: "settings.yaml")
        let error = await #expect(throws: SettingsError.self) {
            try await ServerSettings(
                flags: ["server.listen": "nowhere", "log.level": "waring"],
                environment: ["HYPERFLEET_SERVER_DRAIN_TIMEOUT": "soon", "HYPERFLEET_DATABASE_ULR": "x"],
                filePath: file.path)
        }
        let problems = try #require(error).problems
        #expect(problems.contains { $0.hasPrefix("--server-listen: 'nowhere' is no address") })
        #expect(problems.contains { $0.hasPrefix("--log-level: 'waring'") && $0.hasSuffix("did you mean warning?") })
        #expect(problems.contains { $0.hasPrefix("HYPERFLEET_SERVER_DRAIN_TIMEOUT: 'soon' is no duration") })
        #expect(problems.contains { $0.hasPrefix("\(file.path):2: database.readers: 'many' is no whole number") })
        #expect(
            problems.contains(
                "HYPERFLEET_DATABASE_ULR: there is no such variable; did you mean HYPERFLEET_DATABASE_URL?"))
        #expect(
            problems.contains(
                "\(file.path):4: server.lisen: there is no such setting; did you mean server.listen?"))
        #expect(problems.contains { $0.hasPrefix("--database-url (or HYPERFLEET_DATABASE_URL) is required") })
        #expect(problems.contains { $0.hasPrefix("--schema (or HYPERFLEET_SCHEMA_FILE) is required") })
        #expect(problems.count == 8)
    }

    @Test(
        "A value that is not accepted is refused",
        arguments: [
            ("server.max-message-size", "64MiB1"), ("server.max-message-size", "65535"),
            ("server.max-message-size", "67108865"), ("server.max-concurrent-calls", "0"),
            ("server.drain-timeout", "601s"), ("server.drain-notice-timeout", "0s"), ("server.listen-backlog", "0"),
            ("server.event-loop-request-size", "65MiB"), ("server.drain-timeout", "-1s"), ("database.readers", "17"),
            ("adapters.cluster", "a,b,a"), ("adapters.cluster", "Dns"), ("adapters.node-pool", "-x"),
            ("server.listen", "127.0.0.1:70000"), ("server.listen", ""), ("log.format", "xml"),
            ("server.listen", "127.0.0.1:1,127.0.0.1:1"),
        ])
    func badValues(key: String, text: String) async throws {
        let error = await #expect(throws: SettingsError.self) {
            try await ServerSettings(flags: Self.needed.merging([key: text]) { _, new in new })
        }
        let problems = try #require(error).problems
        #expect(problems.count == 1)
        #expect(problems[0].hasPrefix("--\(key.replacing(".", with: "-")): "))
    }

    @Test(
        "A value at the edge of what is accepted is taken",
        arguments: [
            ("server.max-message-size", "65536"), ("server.max-message-size", "64MiB"),
            ("server.max-message-size", "64KiB"), ("server.drain-timeout", "0s"), ("server.drain-timeout", "10m"),
            ("adapters.cluster", ""), ("adapters.cluster", "a, b"), ("server.listen", "[::1]:0"),
            ("server.listen", "127.0.0.1:0,127.0.0.1:0"), ("server.event-loop-request-size", "0"),
        ])
    func edgeValues(key: String, text: String) async throws {
        _ = try await ServerSettings(flags: Self.needed.merging([key: text]) { _, new in new })
    }

    @Test("The table's defaults are those of the transport")
    func transportDefaults() async throws {
        let settings = try await ServerSettings(flags: Self.needed)
        #expect(settings.transport.limits == WireLimits.defaults)
        let defaults = RPCServerConfiguration.defaults
        #expect(settings.transport.maximumConnections == defaults.maximumConnections)
        #expect(settings.transport.maximumConnectionsPerAddress == defaults.maximumConnectionsPerAddress)
        #expect(settings.transport.handshakesInProgress == nil)
        #expect(settings.transport.reconnectWindow == defaults.reconnectWindow)
        #expect(settings.transport.drainNoticeTimeout == defaults.drainNoticeTimeout)
        #expect(settings.transport.listenBacklog == defaults.listenBacklog)
        #expect(settings.transport.eventLoopRequestBytes == defaults.eventLoopRequestBytes)
        #expect(settings.transport.unixSocketMode == 0o600)
        #expect(settings.transport.tls == nil)
        #expect(!settings.transport.allowsPlaintextFromNetwork && !settings.allowsAnonymousFromNetwork)
    }

    @Test("Every limit of the protocol arrives where it is obeyed")
    func protocolSettings() async throws {
        let flags = [
            "server.max-connections": "7", "server.max-connections-per-address": "6", "server.max-handshakes": "5",
            "server.socket-mode": "0660", "server.allow-plaintext": "true", "server.allow-anonymous": "true",
            "server.reconnect-window": "9s", "server.drain-notice-timeout": "20ms", "server.listen-backlog": "3",
            "server.event-loop-request-size": "1KiB", "server.token-file": "tokens", "server.reload-interval": "1m",
            "server.handshake-timeout": "1s", "server.default-deadline": "2s", "server.max-deadline": "3s",
            "server.max-message-size": "1MiB", "server.max-concurrent-calls": "11",
            "protocol.max-metadata-size": "2KiB", "protocol.max-requests-size": "2MiB",
            "protocol.stream-window": "64KiB", "protocol.connection-window": "1MiB",
            "protocol.keepalive-interval": "4s", "protocol.keepalive-timeout": "5s",
            "protocol.stalled-frame-timeout": "6s", "protocol.stalled-frame-progress": "2KiB",
            "protocol.stalled-write-timeout": "7s",
            "server.max-stream-age": "2h", "protocol.stalled-stream-timeout": "12s", "protocol.control-burst": "50",
            "protocol.control-rate": "8",
        ]
        let settings = try await ServerSettings(flags: Self.needed.merging(flags) { _, new in new })
        let wanted = WireLimits(
            messageBytes: 1 << 20, concurrentCalls: 11, requestBytesInFlight: 2 << 20, metadataBytes: 2_048,
            handshakeTimeout: .seconds(1), stalledFrameTimeout: .seconds(6), stalledFrameProgressBytes: 2_048,
            stalledWriteTimeout: .seconds(7), defaultDeadline: .seconds(2), maximumDeadline: .seconds(3),
            maximumStreamAge: .seconds(7_200), stalledStreamTimeout: .seconds(12),
            streamWindowBytes: 64 << 10, connectionWindowBytes: 1 << 20, keepaliveInterval: .seconds(4),
            keepaliveTimeout: .seconds(5), controlFrameBurst: 50, controlFramesPerSecond: 8)
        #expect(settings.transport.limits == wanted)
        #expect(settings.transport.maximumConnections == 7)
        #expect(settings.transport.maximumConnectionsPerAddress == 6)
        #expect(settings.transport.handshakesInProgress == 5)
        #expect(settings.transport.unixSocketMode == 0o660)
        #expect(settings.transport.reconnectWindow == .seconds(9))
        #expect(settings.transport.drainNoticeTimeout == .milliseconds(20))
        #expect(settings.transport.listenBacklog == 3)
        #expect(settings.transport.eventLoopRequestBytes == 1_024)
        #expect(settings.transport.allowsPlaintextFromNetwork && settings.allowsAnonymousFromNetwork)
        #expect(settings.tokenFile == "tokens" && settings.reloadInterval == .seconds(60))
    }

    @Test("Certificates arrive together")
    func certificates() async throws {
        let flags = [
            "server.tls-certificate-file": "c", "server.tls-key-file": "k",
            "server.tls-client-certificates": "required",
            "server.tls-client-authority-file": "a", "server.reload-interval": "3s",
        ]
        let settings = try await ServerSettings(flags: Self.needed.merging(flags) { _, new in new })
        #expect(
            settings.transport.tls
                == ServerTLS(
                    certificateFile: "c", keyFile: "k", clientCertificates: .required, clientAuthorityFile: "a",
                    reloadInterval: .seconds(3)))
    }

    @Test(
        "Settings that do not go together are told as one mistake",
        arguments: [
            ["server.tls-key-file": "k"], ["server.tls-certificate-file": "c"],
            ["server.tls-client-certificates": "required", "server.tls-client-authority-file": "a"],
            ["server.tls-client-authority-file": "a"],
            [
                "server.tls-certificate-file": "c", "server.tls-key-file": "k",
                "server.tls-client-certificates": "optional",
            ],
            ["server.default-deadline": "2m", "server.max-deadline": "1m"],
            ["server.max-message-size": "4MiB", "protocol.max-requests-size": "2MiB"],
            ["protocol.stream-window": "1MiB", "protocol.connection-window": "512KiB"],
        ])
    func contradictions(_ flags: [String: String]) async throws {
        let error = await #expect(throws: SettingsError.self) {
            try await ServerSettings(flags: Self.needed.merging(flags) { _, new in new })
        }
        let problems = try #require(error).problems
        #expect(problems.count == 1, "\(problems)")
        #expect(flags.keys.contains { problems[0].contains($0) })
    }

    @Test("Variables that Kubernetes sets for a Service are nobody's mistake")
    func kubernetesVariables() async throws {
        _ = try await ServerSettings(
            flags: Self.needed,
            environment: [
                "HYPERFLEET_SERVER_SERVICE_HOST": "10.0.0.1", "HYPERFLEET_SERVER_PORT": "tcp://10.0.0.1:8470",
                "HYPERFLEET_SERVER_PORT_8470_TCP_ADDR": "10.0.0.1", "HYPERFLEET_SERVER": "127.0.0.1:8470",
                "HYPERFLEET_CONFORMANCE_DATA": "/x",
            ])
    }

    @Test("A file that is missing, broken or no mapping is refused by name")
    func brokenFiles() async throws {
        let broken = try ScratchFile("server:\n  listen: [1,\n", name: "broken.yaml")
        let list = try ScratchFile("- 1\n", name: "list.yaml")
        let nested = try ScratchFile("server:\n  listen: {a: 1}\n", name: "nested.yaml")
        for path in ["/nowhere/settings.yaml", broken.path, list.path, nested.path] {
            let error = await #expect(throws: SettingsError.self) {
                try await ServerSettings(flags: Self.needed, filePath: path)
            }
            #expect(try #require(error).description.contains(path))
        }
    }

    @Test("A secret is not in what is logged")
    func secretsAreHidden() async throws {
        var flags = Self.needed
        flags["database.url"] = "postgresql://me:swordfish@host/db"
        let settings = try await ServerSettings(flags: flags)
        #expect(settings.databaseURL.contains("swordfish"))
        #expect(!"\(settings.resolved)".contains("swordfish"))
        #expect(settings.resolved.first { $0.key == "database.url" }?.text == "**REDACTED**")
    }

    @Test("docs/configuration.md is what `hyperfleet-api settings` prints")
    func pageIsTheTable() throws {
        let page = try String(
            contentsOf: Repository.root.appendingPathComponent("docs/configuration.md"), encoding: .utf8)
        #expect(page == SettingsPage.markdown, "run: .build/debug/hyperfleet-api settings >docs/configuration.md")
    }

    @Test("docs/errors.md is what `hyperfleet-api errors` prints")
    func errorsPageIsTheCatalogue() throws {
        let page = try String(contentsOf: Repository.root.appendingPathComponent("docs/errors.md"), encoding: .utf8)
        #expect(page == ErrorsPage.markdown, "run: .build/debug/hyperfleet-api errors >docs/errors.md")
    }

    @Test("Names are spelled alike everywhere, and none twice")
    func namesAreRegular() {
        let definitions = SettingsTable.definitions
        #expect(Set(definitions.map(\.key)).count == definitions.count)
        #expect(Set(definitions.map(\.flag) + definitions.compactMap(\.shortFlag)).count >= definitions.count)
        #expect(Set(definitions.map(\.variable)).count == definitions.count)
        for definition in definitions {
            #expect(definition.key.wholeMatch(of: /[a-z]+(\.[a-z]+(-[a-z]+)*)+/) != nil, "\(definition.key)")
            #expect(!definition.help.hasSuffix("."), "\(definition.key)")
        }
    }
}

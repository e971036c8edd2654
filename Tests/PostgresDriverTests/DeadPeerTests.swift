internal import Foundation
internal import Glibc
internal import PostgresDriver
internal import TestSupport
internal import Testing

extension NetworkFaultTests {
    @Test(
        "Over TCP, connections that have died without a word are given up in every lane, and made anew",
        .timeLimit(.minutes(3)))
    func deadPeer() async throws {
        try await withProxy(overTCP: true) { configuration in
            (configuration.readers, configuration.writers, configuration.transactions) = (1, 1, 1)
            configuration.readTimeout = .milliseconds(200)
            configuration.searchTimeout = .milliseconds(200)
            configuration.writeTimeout = .milliseconds(200)
            configuration.transactionTimeout = .milliseconds(200)
            configuration.listTimeout = .milliseconds(200)
        } _: { database, proxy, test in
            for call in Self.calls(of: database, id: 1) { try await waitUntil("it works") { await call() == nil } }
            let before = database.counters().lanes
            proxy.loseConnections()
            let errors = await withTaskGroup(of: PostgresError?.self) { group in
                for call in Self.calls(of: database, id: 2) { group.addTask { await call() } }
                return await group.reduce(into: [PostgresError?]()) { $0.append($1) }
            }
            // Reads are made again by themselves, on a new connection.
            for error in errors.compactMap(\.self) {
                switch error.kind {
                case .unavailable, .timedOut, .connectionLost: break
                case _: Issue.record("\(error)")
                }
            }
            for call in Self.calls(of: database, id: 3) { try await waitUntil("it works") { await call() == nil } }
            for (lane, before) in zip(database.counters().lanes, before) {
                #expect(lane.connects > before.connects, "\(lane.name)")
            }
            #expect(try test.execute("SELECT count(*) FROM items WHERE id % 10 = 3") == "2\n")
        }
    }

    @Test("TCP connections are watched by the system, unless the connection string says how", arguments: [false, true])
    func keepalive(isSaid: Bool) async throws {
        try await withProxy(overTCP: true) { configuration in
            guard isSaid else { return }
            configuration.connectionString +=
                " keepalives_idle=61 keepalives_interval=11 keepalives_count=7 tcp_user_timeout=77000"
        } _: { database, proxy, _ in
            try await waitUntil("a read works") {
                await postgresError { _ = try await database.read(EchoInteger(value: 1)) } == nil
            }
            let port = try #require(proxy.address.firstMatch(of: /port=(\d+)/).flatMap { UInt16($0.1) })
            let sockets = (Int32(3)..<4_096).filter { Self.peerPort(of: $0) == port }
            #expect(!sockets.isEmpty)
            for socket in sockets {
                #expect(Self.option(SO_KEEPALIVE, SOL_SOCKET, of: socket) == 1)
                #expect(Self.option(TCP_KEEPIDLE, of: socket) == (isSaid ? 61 : 15))
                #expect(Self.option(TCP_KEEPINTVL, of: socket) == (isSaid ? 11 : 5))
                #expect(Self.option(TCP_KEEPCNT, of: socket) == (isSaid ? 7 : 3))
                #expect(Self.option(TCP_USER_TIMEOUT, of: socket) == (isSaid ? 77_000 : 30_000))
            }
        }
    }

    /// One call for every lane, each with its error.
    private static func calls(
        of database: PostgresDatabase, id: Int64
    ) -> [@Sendable () async -> PostgresError?] {
        [
            { await postgresError { _ = try await database.read(EchoInteger(value: id)) } },
            { await postgresError { _ = try await database.search(EchoInteger(value: id)) } },
            { await postgresError { _ = try await database.write(PostgresSegment(InsertItem(id: 10 + id))) } },
            {
                await postgresError {
                    try await database.withTransaction {
                        _ = try await $0.execute(PostgresSegment(InsertItem(id: 20 + id)))
                    }
                }
            },
            {
                await postgresError {
                    try await database.withList { _ = try await $0.execute(PostgresSegment(BackendProcess())) }
                }
            },
        ]
    }

    /// The port that a TCP socket of this process is connected to.
    private static func peerPort(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
        }
        guard status == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func option(_ name: Int32, _ level: Int32 = Int32(IPPROTO_TCP), of descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, level, name, &value, &length) == 0 ? value : nil
    }
}

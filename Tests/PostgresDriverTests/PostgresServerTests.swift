internal import Foundation
internal import PrivatePostgres
internal import TestSupport
internal import Testing

/// A PostgreSQL of our own: where it lies, how it is found again, and what it refuses.
@Suite struct PostgresServerTests {
    /// In a path with spaces; its data are kept, and durable as PostgreSQL has it by default.
    @Test func aDurableOneIsFoundAgainAndKept() throws {
        let folders = try Folders()
        defer { folders.remove() }
        let options = PrivatePostgresOptions.durable(dataFolder: folders.data, socketFolder: folders.socket)
        let first = try PostgresServer.start(options, logger: quietLogger)
        defer { try? first.remove() }
        #expect(!first.wasRunning)
        #expect(first.isRunning)
        _ = try first.execute("CREATE TABLE kept AS SELECT 1 AS one")
        let settings = try first.execute(
            "SELECT current_setting('fsync'), current_setting('synchronous_commit'),"
                + " current_setting('full_page_writes'), current_setting('listen_addresses')")
        #expect(settings == "on|on|on|\n")

        let second = try PostgresServer.start(options, logger: quietLogger)
        #expect(second.wasRunning)
        #expect(second.connectionString == first.connectionString)

        try second.stop()
        #expect(!first.isRunning)
        try second.stop()
        let third = try PostgresServer.start(options, logger: quietLogger)
        #expect(!third.wasRunning)
        #expect(try third.execute("SELECT one FROM kept") == "1\n")
        #expect(
            try third.execute(
                "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database"
                    + " WHERE datname = 'postgres'") == "C|UTF8\n")

        let mode = try FileManager.default.attributesOfItem(atPath: folders.socket)[.posixPermissions] as? Int
        #expect(mode == 0o700)

        try third.remove()
        #expect(!FileManager.default.fileExists(atPath: folders.data))
        #expect(!FileManager.default.fileExists(atPath: folders.socket))
    }

    @Test func manyStartsAtOnceMakeOneServer() async throws {
        let folders = try Folders()
        defer { folders.remove() }
        let options = PrivatePostgresOptions.durable(dataFolder: folders.data, socketFolder: folders.socket)
        let started = try await withThrowingTaskGroup(of: PostgresServer.self) { group in
            for _ in 0..<3 { group.addTask { try PostgresServer.start(options, logger: quietLogger) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(started.filter { !$0.wasRunning }.count == 1)
        try started[0].remove()
    }

    @Test func whatItRefusesGetsASentence() throws {
        let folders = try Folders()
        defer { folders.remove() }
        let long = "/tmp/" + String(repeating: "x", count: 90)
        #expect(refusal(data: folders.data, socket: long)?.contains("may have 107") == true)
        #expect(!PostgresServer.socketFits(long))
        #expect(PostgresServer.socketFits("/tmp/" + String(repeating: "x", count: 86)))
        #expect(refusal(data: "relative", socket: folders.socket)?.contains("absolute path") == true)

        try FileManager.default.createDirectory(atPath: folders.data, withIntermediateDirectories: true)
        try Data("text".utf8).write(to: URL(filePath: folders.data + "/letter.txt"))
        #expect(refusal(data: folders.data, socket: folders.socket)?.contains("holds no PostgreSQL data") == true)
        #expect(FileManager.default.fileExists(atPath: folders.data + "/letter.txt"))

        try Data("9\n".utf8).write(to: URL(filePath: folders.data + "/PG_VERSION"))
        #expect(refusal(data: folders.data, socket: folders.socket)?.contains("data of PostgreSQL 9") == true)
    }

    @Test func anotherServersFolderAndSocketAreRefused() throws {
        let folders = try Folders()
        defer { folders.remove() }
        let options = PrivatePostgresOptions.durable(dataFolder: folders.data, socketFolder: folders.socket)
        let cluster = try PostgresServer.start(options, logger: quietLogger)
        defer { try? cluster.remove() }
        let elsewhere = refusal(data: folders.data, socket: folders.base + "/other")
        #expect(elsewhere?.contains("works in the data folder") == true)
        let socket = refusal(data: folders.base + "/other data", socket: folders.socket)
        #expect(socket?.contains("listens on") == true)
        #expect(cluster.isRunning)
    }

    @Test func aThrowawayOneLeavesNothing() throws {
        let cluster = try PostgresServer.start(.throwaway(), logger: quietLogger)
        #expect(cluster.isRunning)
        #expect(try cluster.execute("SHOW fsync") == "off\n")
        try cluster.remove()
        #expect(!cluster.isRunning)
        #expect(!FileManager.default.fileExists(atPath: cluster.dataFolder))
        #expect(!FileManager.default.fileExists(atPath: cluster.socketFolder))
    }

    @Test func aFolderThatTheServerCannotEnterIsKnown() throws {
        let folders = try Folders()
        defer { folders.remove() }
        #expect(PostgresServer.serverCanReach(folders.base + "/not yet/there"))
        try FileManager.default.setAttributes([.posixPermissions: 0o000], ofItemAtPath: folders.base)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folders.base) }
        #expect(!PostgresServer.serverCanReach(folders.base + "/inside"))
    }

    private func refusal(data: String, socket: String) -> String? {
        do {
            let options = PrivatePostgresOptions.durable(dataFolder: data, socketFolder: socket)
            try PostgresServer.start(options, logger: quietLogger).remove()
            return nil
        } catch {
            return "\(error)"
        }
    }
}

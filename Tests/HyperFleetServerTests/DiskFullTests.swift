import Foundation
import Glibc
import HyperFleetClient
import Synchronization
import TestSupport
import Testing

/// PostgreSQL's disk is filled up by creates: what was answered is kept, what was refused is not there.
@Suite("A full disk", .serialized)
struct DiskFullTests {
    /// What of PostgreSQL lies on the small disk.
    enum Place: CaseIterable {
        case tables
        /// The log of changes: PostgreSQL ends with a PANIC when it cannot write it.
        case log
        case everything
    }

    @Test(
        "Creates are refused clearly while it is full; all that were answered are there, none is half there, and room helps",
        .timeLimit(.minutes(5)), arguments: Place.allCases)
    func full(_ place: Place) async throws {
        guard let disk = try SmallDisk.mounted(megabytes: 256) else { return }
        defer { disk.remove() }
        let cluster = try Self.cluster(with: place, on: disk)
        defer { cluster.remove() }
        let migrated = try await ProgramProcess.run(["migrate", "--database-url", cluster.connectionString])
        #expect(migrated.code == 0, "\(migrated.errors)")
        let scratch = try ScratchFile(
            ExampleSchema.yaml.replacing("additionalProperties: false", with: "additionalProperties: true"),
            name: "provider.yaml")
        let socket = RPCAddress.unix(path: scratch.sibling("s"))
        let server = try ProgramProcess.start([
            "serve", "--database-url", cluster.connectionString, "--schema", scratch.path, "--listen",
            socket.description,
        ])
        _ = try await server.errorLine(with: "serving")
        // One attempt: every refusal shall be seen.
        var configuration = FleetClientConfiguration.defaults
        configuration.maximumAttempts = 1
        try await withHyperFleetClient(address: socket, configuration: configuration) { client in
            try disk.leave(12 << 20)
            let outcomes = try await Self.createUntilRefused(client)
            Self.checkRefusals(outcomes.values.compactMap(\.self), place)
            if place == .tables {
                let made = try #require(outcomes.first { $0.value == nil }?.key)
                #expect(try await client.clusters.get(.name(made, owner: nil)).name == made)
            }
            #expect(server.errors.contains("No space left on device"), "\(server.errors.suffix(2_000))")

            disk.makeRoom()
            // After a PANIC without room PostgreSQL may have ended; whatever watches over it starts it again.
            if place != .tables { try cluster.start() }
            try await waitUntil("creates work again") {
                do throws(RPCError) {
                    try await Self.create("after", client)
                    return true
                } catch {
                    // An attempt whose answer was lost has taken the name.
                    return error.code == .alreadyExists
                }
            }
            try Self.check(outcomes, in: cluster)
        }
        server.signal(SIGTERM)
        #expect(try await server.ending().code == 0)
    }

    /// A cluster of which `place` lies on `disk`.
    private static func cluster(with place: Place, on disk: SmallDisk) throws -> DurableCluster {
        switch place {
        case .everything: return try DurableCluster(dataFolder: disk.path + "/data")
        case .tables:
            let cluster = try DurableCluster()
            _ = try cluster.execute("CREATE TABLESPACE small LOCATION '\(try disk.folderOfPostgres("space"))'")
            _ = try cluster.execute("ALTER DATABASE postgres SET default_tablespace = small")
            return cluster
        case .log:
            let cluster = try DurableCluster()
            try cluster.stop()
            let log = try disk.folderOfPostgres("log")
            let old = cluster.dataFolder + "/pg_wal"
            let copy = try Process.run(URL(filePath: "/bin/cp"), arguments: ["-a", old + "/.", log])
            copy.waitUntilExit()
            try FileManager.default.removeItem(atPath: old)
            try FileManager.default.createSymbolicLink(atPath: old, withDestinationPath: log)
            try cluster.start()
            return cluster
        }
    }

    /// Creates clusters from eight tasks until each has been refused thrice: the error of each by its name.
    private static func createUntilRefused(_ client: FleetClient) async throws -> [String: RPCError?] {
        try await withThrowingTaskGroup(of: [String: RPCError?].self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var outcomes: [String: RPCError?] = [:]
                    var refusals = 0
                    for turn in 0..<400 where refusals < 3 {
                        let name = "c-\(worker)-\(turn)"
                        do throws(RPCError) {
                            try await Self.create(name, client)
                            outcomes[name] = .some(nil)
                        } catch {
                            outcomes[name] = error
                            refusals += 1
                        }
                    }
                    #expect(refusals == 3)
                    return outcomes
                }
            }
            return try await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
        }
    }

    /// A cluster with a label, a key and 100 KiB that cannot be compressed.
    private static func create(_ name: String, _ client: FleetClient) async throws(RPCError) {
        var generator = SystemRandomNumberGenerator()
        let digits = (0..<6_400).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        _ = try await client.clusters.create(
            name: name, labels: Labels(["made": "full"]),
            spec: bytes(#"{"region": "eu", "text": "\#(digits.joined())"}"#),
            options: CallOptions(timeout: .seconds(30), idempotencyKey: name))
    }

    /// Whether the refusals say what is the matter.
    private static func checkRefusals(_ errors: [RPCError], _ place: Place) {
        #expect(errors.count == 24)
        #expect(errors.contains { $0.code == .unavailable } || place != .log)
        for error in errors {
            switch error.code {
            case .resourceExhausted:
                #expect(error.reason == ErrorReason.limitReached.rawValue)
                #expect(error.processed == .no && error.message.contains("no room left"), "\(error)")
            case .unavailable where place != .tables:
                #expect(error.reason == ErrorReason.unavailable.rawValue)
            case _: Issue.record("\(error)")
            }
        }
    }

    /// What was answered is there with its label, its key and all of its spec; what was certainly refused is not.
    private static func check(_ outcomes: [String: RPCError?], in cluster: DurableCluster) throws {
        let rows = try cluster.execute(
            """
            SELECT name, (SELECT count(*) FROM labels WHERE owner_id = id AND key = 'made'), octet_length(spec->>'text'),
                (SELECT count(*) FROM idempotency_keys k WHERE k.key = name)
            FROM clusters WHERE name <> 'after'
            """
        ).split(separator: "\n").map(String.init)
        let stored = Set(rows.compactMap { $0.split(separator: "|").first.map(String.init) })
        #expect(rows.allSatisfy { $0.hasSuffix("|1|102400|1") }, "\(rows.filter { !$0.hasSuffix("|1|102400|1") })")
        let answered = outcomes.filter { $0.value == nil }.keys
        #expect(answered.count > 20)
        #expect(stored.isSuperset(of: answered), "answered, and lost: \(Set(answered).subtracting(stored))")
        let refused = outcomes.filter { $0.value?.processed == .no }.keys
        #expect(stored.isDisjoint(with: refused), "refused, and stored: \(stored.intersection(refused))")
        #expect(stored.isSubset(of: outcomes.keys))
    }
}

import Foundation
import HyperFleetClient
import HyperFleetTesting
import TestSupport
import Testing

/// What callers see when PostgreSQL ends a write for the sake of others, or of its time.
@Suite("Statements that PostgreSQL ends")
struct RefusedStatementTests {
    /// A write of a client.
    enum Write: CaseIterable {
        case create, update, delete
    }

    @Test(
        "Serialization failures and deadlocks are made up for by repeats, and the write is made once",
        arguments: ["40001", "40P01"], Write.allCases)
    func repeated(sqlState: String, write: Write) async throws {
        try await withServer { client, psql in
            let made = try await client.clusters.create(name: "old", spec: bytes("{}"))
            _ = try await psql(Self.failing(with: sqlState, times: 3))
            switch write {
            case .create:
                let new = try await client.clusters.create(
                    name: "new", labels: Labels(["a": "b"]), spec: bytes("{}"))
                #expect(new.generation == 1 && new.resourceVersion == 1)
                #expect(try await client.clusters.get(.id(new.id)).labels == Labels(["a": "b"]))
            case .update:
                let answer = try await client.clusters.update(.id(made.id), spec: bytes(#"{"a": 1}"#))
                #expect(answer.changed)
                #expect(answer.resource.generation == 2 && answer.resource.resourceVersion == 2)
            case .delete:
                #expect(try await client.clusters.delete(.id(made.id)).outcome == .removed)
            }
            let tries = try #require(Int(try await psql("SELECT last_value FROM tries")))
            #expect(tries >= 4)
            let left = try await psql("SELECT string_agg(name, ',' ORDER BY name) FROM clusters")
            #expect(left == (write == .create ? "new,old" : write == .update ? "old" : ""))
        }
    }

    @Test(
        "One that loses every time is refused as a conflict that may be tried again, and nothing of it is kept",
        arguments: ["40001", "40P01"], Write.allCases)
    func refused(sqlState: String, write: Write) async throws {
        try await withServer { client, psql in
            let made = try await client.clusters.create(name: "old", spec: bytes("{}"))
            let before = try await psql(Self.state)
            _ = try await psql(Self.failing(with: sqlState, times: 1_000))
            let error = await Self.error(of: write, made.id, client)
            #expect(error?.code == .aborted, "\(String(describing: error))")
            #expect(error?.reason == ErrorReason.concurrentChange.rawValue)
            #expect(error?.processed == .no && error?.retryAfter != nil)
            // A create runs first without a transaction.
            #expect(try await psql("SELECT last_value FROM tries") == (write == .create ? "6" : "5"))
            #expect(try await psql(Self.state) == before)
        }
    }

    @Test(
        "A statement that takes too long is not repeated: DEADLINE_EXCEEDED, and nothing of it is kept",
        arguments: Write.allCases)
    func timedOut(write: Write) async throws {
        try await withServer { client, psql in
            let made = try await client.clusters.create(name: "old", spec: bytes("{}"))
            let before = try await psql(Self.state)
            _ = try await psql(Self.failing(with: "57014", times: 1_000))
            let error = await Self.error(of: write, made.id, client)
            #expect(error?.code == .deadlineExceeded, "\(String(describing: error))")
            #expect(error?.reason == ErrorReason.deadlineExceeded.rawValue)
            #expect(try await psql("SELECT last_value FROM tries") == "1")
            #expect(try await psql(Self.state) == before)
        }
    }

    /// All that the database holds of clusters.
    private static let state = """
        SELECT name, generation, resource_version, (SELECT count(*) FROM labels), (SELECT count(*) FROM idempotency_keys)
        FROM clusters
        """

    /// Ends the next writes of clusters with `sqlState`, and counts them.
    private static func failing(with sqlState: String, times: Int) -> String {
        """
        CREATE SEQUENCE tries;
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('tries') <= \(times) THEN RAISE EXCEPTION 'for the test' USING ERRCODE = '\(sqlState)'; END IF;
            RETURN COALESCE(NEW, OLD);
        END $$;
        CREATE TRIGGER fail BEFORE INSERT OR UPDATE OR DELETE ON clusters FOR EACH ROW EXECUTE FUNCTION fail();
        """
    }

    /// What the caller of a write is told; nil where it is carried out.
    private static func error(of write: Write, _ id: ResourceID, _ client: FleetClient) async -> RPCError? {
        let options = CallOptions(timeout: .seconds(60), idempotencyKey: "key")
        do throws(RPCError) {
            switch write {
            case .create:
                _ = try await client.clusters.create(
                    name: "new", labels: Labels(["a": "b"]), spec: bytes("{}"), options: options)
            case .update:
                _ = try await client.clusters.update(.id(id), spec: bytes(#"{"a": 1}"#), options: options)
            case .delete: _ = try await client.clusters.delete(.id(id), options: options)
            }
            return nil
        } catch {
            return error
        }
    }

    /// Runs `body` with a client of one attempt, and psql on the server's database.
    private func withServer(
        _ body: @Sendable (FleetClient, @Sendable (String) async throws -> String) async throws -> Void
    ) async throws {
        var options = TestServerOptions(clusterAdapters: [], nodePoolAdapters: [])
        options.client.maximumAttempts = 1
        try await withFleetServer(options) { client, server in
            try await body(client) { sql in
                let psql = try ChildProcess(
                    ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", server.databaseURL, "-c", sql],
                    environment: ProcessInfo.processInfo.environment)
                let ending = try await psql.ending()
                #expect(ending.code == 0, "\(ending.errors)")
                return ending.output.trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }
    }
}

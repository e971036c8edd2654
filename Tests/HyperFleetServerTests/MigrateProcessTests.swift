import Foundation
import TestSupport
import Testing

/// `hyperfleet-api migrate` as a deployment runs it.
@Suite("The migrate program")
struct MigrateProcessTests {
    @Test("Ten at once on an empty database all succeed, and leave one schema")
    func tenAtOnce() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        let processes = try (0..<10).map { _ in
            try ProgramProcess.start(["migrate", "--database-url", database.connectionString])
        }
        for process in processes {
            let ending = try await process.ending()
            #expect(ending.code == 0, "\(ending.errors)")
        }
        let tables = try database.execute(
            "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class "
                + "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        for table in ["adapter_statuses", "clusters", "labels", "node_pools"] {
            #expect(tables.contains(table), "\(tables)")
        }
        #expect(try database.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0\n")
    }

    @Test("--check and --plan tell what is missing and change nothing; after a run, nothing is")
    func checkAndPlan() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        let url = ["--database-url", database.connectionString]

        let missing = try await ProgramProcess.run(["migrate", "--check"] + url)
        #expect(missing.code == 1)
        #expect(missing.errors.contains("clusters"))
        let plan = try await ProgramProcess.run(["migrate", "--plan"] + url)
        #expect(plan.code == 0)
        #expect(plan.output.contains("CREATE TABLE"))
        #expect(try database.execute("SELECT count(*) FROM pg_class WHERE relname = 'clusters'") == "0\n")

        // The plan is a script: psql takes it as it is.
        #expect(try await ProgramProcess.run(["migrate"] + url).code == 0)
        let present = try await ProgramProcess.run(["migrate", "--check"] + url)
        #expect(present.code == 0, "\(present.errors)")
        let empty = try await ProgramProcess.run(["migrate", "--plan"] + url)
        #expect(empty.code == 0 && empty.output.isEmpty)
    }

    @Test("A database that cannot be reached is exit code 9, and its password stays hidden")
    func databaseAway() async throws {
        let ending = try await ProgramProcess.run(
            ["migrate", "--database-url", "postgresql://me:swordfish@127.0.0.1:1/db"])
        #expect(ending.code == 9, "\(ending.errors)")
        #expect(!ending.errors.contains("swordfish"))
    }

    @Test("Wrong usage is exit code 2, with a sentence on standard error and nothing on standard output")
    func usage() async throws {
        let wrong: [[String]] = [
            ["migrate"], ["migrate", "--plan", "--check", "--database-url", "x"], ["serve", "--no-such-flag"],
            ["no-such-command"], ["serve", "--listen", "nowhere"], ["validate"],
        ]
        for arguments in wrong {
            let ending = try await ProgramProcess.run(arguments)
            #expect(ending.code == 2, "\(arguments): \(ending)")
            #expect(!ending.errors.isEmpty && ending.output.isEmpty, "\(arguments)")
        }
    }

    @Test("The doctor finds rows without an owner and tables that are missing, and says when all is well")
    func doctor() async throws {
        let database = try TestPostgres.shared.makeDatabase()
        func doctor() async throws -> (code: Int32, output: String, errors: String) {
            let ending = try await ProgramProcess.run(["doctor", "--database-url", database.connectionString])
            return (ending.code, ending.output, ending.errors)
        }
        #expect(try await doctor().code == 1)
        _ = try await ProgramProcess.run(["migrate", "--database-url", database.connectionString])
        let healthy = try await doctor()
        #expect(healthy.code == 0 && healthy.output.contains("has its owner"), "\(healthy.errors)")
        _ = try database.execute(
            "INSERT INTO labels (owner_type, owner_id, key, value) VALUES ('Cluster', gen_random_uuid(), 'a', 'b')")
        let ill = try await doctor()
        #expect(ill.code == 1 && ill.errors.contains("1 labels"), "\(ill.errors)")
    }
}

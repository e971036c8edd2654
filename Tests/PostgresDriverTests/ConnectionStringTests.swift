internal import PostgresDriver
internal import Testing

/// Connection strings are checked at once, and say nothing of their password.
@Suite struct ConnectionStringTests {
    @Test(arguments: [
        "host=localhost password=hunter2 nonsense=1", "password=hunter2 host", "password='hunter2",
        "password=hunter2 hunter2=x", "postgresql://user:hunter2@[::1/db", "postgresql://user:hunter2@host/%zz",
        "postgresql://user:hunter2@host/db?nonsense=hunter2", "host=/tmp password=\"hunter2\" hunter2",
    ])
    func badStringsAreRefusedWithoutThePassword(string: String) throws {
        let configuration = PostgresConfiguration(connectionString: string)
        do {
            _ = try PostgresDatabase(configuration: configuration, logger: quietLogger)
            Issue.record("\(string) was taken")
        } catch {
            #expect(error.kind == .misuse)
            #expect(error.detail.contains("connection string cannot be read"))
            #expect(!"\(error)".contains("hunter2"))
        }
        #expect(!configuration.redacted.contains("hunter2"))
    }

    @Test(arguments: [
        ("host=/run/pg dbname=fleet password=hunter2", "dbname=fleet host=/run/pg password=***"),
        (
            "postgresql://me:hunter2@a:1,b:2/fleet?target_session_attrs=any",
            "dbname=fleet host=a,b password=*** port=1,2 target_session_attrs=any user=me"
        ),
        ("", ""),
    ])
    func redactedHidesSecretsOnly(string: String, redacted: String) throws {
        #expect(PostgresConfiguration(connectionString: string).redacted == redacted)
    }

    @Test func aRefusedConnectionDoesNotShowThePassword() async throws {
        let configuration = PostgresConfiguration(
            connectionString: "postgresql://user:hunter2@/db?host=/nowhere/hunter2")
        let database = try PostgresDatabase(configuration: configuration, logger: quietLogger)
        try await running(database) {
            let error = await postgresError { _ = try await database.read(EchoInteger(value: 1)) }
            #expect(error?.kind == .unavailable)
            #expect(error.map { "\($0)".contains("hunter2") } == false)
        }
    }

    @Test func settingsOfTheSession() async throws {
        struct Settings: PostgresStatement {
            static let name = "settings"
            static let sql = """
                SELECT current_setting('timezone'), current_setting('client_encoding'),
                    current_setting('statement_timeout'), current_setting('lock_timeout'),
                    current_setting('application_name'), current_setting('standard_conforming_strings')
                """
            static func decode(_ row: PostgresRow) throws(PostgresError) -> [String] {
                var values: [String] = []
                for column in 0..<row.count { values.append(try row.text(column)) }
                return values
            }
        }
        try await withDatabase(configure: { $0.readTimeout = .seconds(2) }) { database, _ in
            #expect(try await database.read(Settings()) == [["UTC", "UTF8", "2s", "0", "hyperfleet", "on"]])
            var segment = PostgresSegment()
            let slot = segment.append(Settings())
            let write = try await database.write(segment).rows(slot)
            #expect(write == [["UTC", "UTF8", "1min", "50ms", "hyperfleet", "on"]])
            let transaction = try await database.withTransaction { [segment] in
                try await $0.execute(segment).rows(slot)
            }
            #expect(transaction == [["UTC", "UTF8", "1min", "1min", "hyperfleet", "on"]])
        }
    }
}

internal import ArgumentParser
internal import HyperFleetServer

struct DevCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev",
        abstract: "Serves a fleet on a private PostgreSQL of this clone, which is made and started as needed.",
        discussion: """
            Without --database-url, the clone's own PostgreSQL is used; it goes on running after the server has \
            stopped (`hyperfleet-api database teardown` removes it). Without --schema, docs/examples/provider.yaml of \
            the clone is used. Without --listen, the server listens on a unix socket and on 127.0.0.1:8470, or on a \
            free port when that one is taken; hfctl finds it by the file .local/server.
            """)

    @OptionGroup var flags: AllFlags

    func run() async throws {
        try await CommandFailure.translating {
            try await DevelopmentOperation.run(
                flags: flags.given, environment: Environment.variables, filePath: flags.file.path)
        }
    }
}

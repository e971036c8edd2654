internal import ArgumentParser
internal import HyperFleetServer

/// `hyperfleet-api schema`.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Looks at a provider schema, as the server would.",
        subcommands: [Check.self, Show.self, Bundle.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says whether the server can use a provider schema, and if not, what is wrong and where.")

        @OptionGroup var source: SchemaSourceOptions

        func run() async throws {
            try await CommandFailure.translating { Terminal.write(try await source.operation().summary) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prints the schema of one kind's specs as JSON.")

        @Option(help: ArgumentHelp("Cluster or NodePool.", valueName: "KIND"))
        var kind: String

        @OptionGroup var source: SchemaSourceOptions

        func run() async throws {
            try await CommandFailure.translating { Terminal.write(try await source.operation().schema(of: kind)) }
        }
    }

    struct Bundle: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a provider schema and all files that it refers to as one JSON document.")

        @OptionGroup var source: SchemaSourceOptions

        func run() async throws {
            try await CommandFailure.translating { Terminal.write(try await source.operation().bundle) }
        }
    }
}

/// Which schema is meant: the file given here, else the one of the settings.
struct SchemaSourceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The provider's OpenAPI document, YAML or JSON; the one of the settings unless given.", valueName: "FILE"))
    var path: String?

    @OptionGroup var file: FileFlag
    @OptionGroup var schema: SchemaFlag

    func operation() async throws -> SchemaOperation {
        if let path { return try SchemaOperation(path: path) }
        let settings = try await ServerSettings(
            flags: schema.given, environment: Environment.variables, filePath: file.path, requiring: [.schema])
        return try SchemaOperation(path: settings.schemaFile ?? "")
    }
}

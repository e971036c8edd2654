internal import ArgumentParser
internal import HyperFleetServer

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks a spec against a provider schema, as the server would.",
        discussion: "Prints every violation; exit code 0 when there is none, 3 when there is one.")

    @Argument(help: ArgumentHelp("A JSON or YAML file, or - for standard input.", valueName: "SPEC"))
    var spec: String

    @Option(help: ArgumentHelp("Cluster or NodePool.", valueName: "KIND"))
    var kind: String

    @OptionGroup var file: FileFlag
    @OptionGroup var schema: SchemaFlag

    func run() async throws {
        try await CommandFailure.translating {
            let settings = try await ServerSettings(
                flags: schema.given, environment: Environment.variables, filePath: file.path, requiring: [.schema])
            let violations = try ValidateOperation.violations(
                spec: spec, kind: kind, schemaFile: settings.schemaFile ?? "")
            for violation in violations {
                let place = violation.pointer.isEmpty ? "/" : violation.pointer
                Terminal.write("\(place): \(violation.keyword): \(violation.message)")
            }
            guard violations.isEmpty else {
                let rules = violations.count == 1 ? "1 rule" : "\(violations.count) rules"
                throw CommandFailure(.invalidInput, "\(spec) breaks \(rules) of the schema for \(kind)")
            }
        }
    }
}

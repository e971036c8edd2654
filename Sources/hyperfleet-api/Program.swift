internal import ArgumentParser
internal import Foundation
internal import HyperFleetServer

/// The server program: `hyperfleet-api serve`, `migrate`, `dev`, `validate`, `schema`, `database`, `version`.
@main
struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hyperfleet-api",
        abstract: "Keeps the desired and the reported state of a fleet of Kubernetes clusters and node pools.",
        discussion: """
            Every setting can be given by its flag, by its environment variable or in a file (--config FILE), in this \
            order; docs/configuration.md lists them.
            """,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, DoctorCommand.self, DevCommand.self, ValidateCommand.self,
            SchemaCommand.self,
            DatabaseCommand.self,
            SettingsCommand.self, ErrorsCommand.self, VersionCommand.self,
        ])

    /// Runs the command that the arguments name, and ends the process with its exit code.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let ending as ExitCode {
            Foundation.exit(ending.rawValue)
        } catch let failure as CommandFailure {
            Terminal.report(failure.message)
            Foundation.exit(failure.code.rawValue)
        } catch {
            end(with: error)
        }
    }

    /// Ends after arguments that could not be parsed, or that asked for help.
    private static func end(with error: any Error) -> Never {
        let text = fullMessage(for: error)
        guard exitCode(for: error) != .success else {
            Terminal.write(text)
            Foundation.exit(0)
        }
        Terminal.report(text, named: false)
        Foundation.exit(CommandFailure.Code.usage.rawValue)
    }
}

internal import ArgumentParser
internal import Glibc
internal import RPCCore

/// The program: arguments to a command, its outcome to an exit code.
@main
enum EntryPoint {
    static func main() async {
        Signals.install()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let command: any ParsableCommand
        do {
            command = try await RootCommand.asyncParseAsRoot(arguments)
        } catch {
            exit(finish(parsing: error, arguments).rawValue)
        }
        exit(await outcome(of: command).rawValue)
    }

    /// Runs `command` and writes what went wrong, if anything.
    @concurrent private static func outcome(of command: any ParsableCommand) async -> ExitCode {
        var command = command
        let format = (command as? any FleetCommand)?.global.output ?? .table
        do {
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
            return .done
        } catch let failure as CommandFailure {
            FailureReport(failure).write(format)
            return failure.exitCode
        } catch  where RootCommand.exitCode(for: error) != .failure {
            return finish(parsing: error, [])
        } catch {
            let defect = RPCError(.internalError, message: "\(error)")
            FailureReport(CommandFailure(defect)).write(format)
            return .internalError
        }
    }

    /// Shows help or version, which was asked for, or what is wrong with the arguments.
    private static func finish(parsing error: any Error, _ arguments: [String]) -> ExitCode {
        let text = RootCommand.fullMessage(for: error)
        if RootCommand.exitCode(for: error).isSuccess {
            Terminal.output.write(text + "\n")
            return .done
        }
        if OutputFormat.isJSONAsked(in: arguments) {
            FailureReport(.usage(RootCommand.message(for: error))).write(.json)
        } else {
            Terminal.errors.write(text.replacing("Error: ", with: "error: ", maxReplacements: 1) + "\n")
        }
        return .usage
    }
}

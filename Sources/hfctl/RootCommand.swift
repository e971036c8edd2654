internal import ArgumentParser

/// `hfctl`: what stands before every command.
struct RootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hfctl",
        abstract: "Manages the clusters and node pools of a fleet.",
        discussion: """
            Data goes to standard output, messages to standard error. Exit codes: 0 done, 2 usage, 3 invalid input, \
            4 not found, 5 already exists, 6 conflict, 7 denied, 8 deadline passed, 9 unavailable, 10 partly done, \
            11 internal error, 130 interrupted.
            """,
        version: ProgramVersion.text,
        subcommands: [
            CreateCommand.self, GetCommand.self, ListCommand.self, TreeCommand.self, UpdateCommand.self,
            DeleteCommand.self,
            ForceDeleteCommand.self, LabelCommand.self, ReportCommand.self, WhyCommand.self, WaitCommand.self,
            CallCommand.self, DescribeCommand.self, ExplainCommand.self, HealthCommand.self, ServerCommand.self,
            VersionCommand.self,
        ])
}

internal import ArgumentParser

/// `hfctl report`.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Report what an adapter would.", subcommands: [ReportStatus.self])
}

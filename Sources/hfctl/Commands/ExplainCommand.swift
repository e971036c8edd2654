internal import ArgumentParser
internal import HyperFleetModel
internal import JSONModel

/// `hfctl explain REASON`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell what a reason such as HYPERFLEET-CNF-003 means, and what helps.",
        discussion: "No server is asked. Without a reason, all are listed.")

    @Argument(help: ArgumentHelp("A reason, with or without HYPERFLEET-.", valueName: "reason"))
    var reason: String?

    @Option(name: [.short, .long], help: "How the answer is written.")
    var output: OutputFormat = .table

    func run() throws {
        var entries = ErrorReason.allCases.map(\.entry)
        if let reason {
            let wanted = reason.uppercased()
            entries = entries.filter { $0.reason.rawValue == wanted || $0.reason.rawValue == "HYPERFLEET-" + wanted }
            guard !entries.isEmpty else {
                throw ValidationError("There is no reason '\(reason)'; hfctl explain lists them.")
            }
        }
        Terminal.output.write(try output.printer.text(of: ErrorEntryView(entries: entries)))
    }
}

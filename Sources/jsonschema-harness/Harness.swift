internal import ArgumentParser

/// Answers the validator's verdicts on the cases of public suites, in the line protocol of Bowtie's harnesses: a JSON
/// command on each line of standard input, its answer on a line of standard output.
@main
struct Harness: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jsonschema-harness",
        abstract: "Runs JSON Schema test cases given on standard input, by the protocol of Bowtie's harnesses.",
        discussion: """
            Commands are start, dialect, run and stop. Dialects are \(HarnessDialect.names.joined(separator: ", ")). \
            A case may have `components`, an OpenAPI Components Object that its schema refers to, and `direction`, \
            `request` or `response`.
            """)

    @Option(help: "Whether `format` is checked: assertion or annotation; what the dialect says unless given.")
    var format: FormatManner?

    func run() {
        var session = HarnessSession(assertsFormat: format.map { $0 == .assertion })
        while !session.isOver, let line = Terminal.nextLine() {
            if let answer = session.answer(to: line) { Terminal.line(answer) }
        }
    }
}

/// What `format` means.
enum FormatManner: String, ExpressibleByArgument, CaseIterable {
    case assertion
    case annotation
}

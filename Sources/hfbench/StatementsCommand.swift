internal import ArgumentParser
internal import HyperFleetPostgresStore

/// Prints the store's own statements as a script for pgbench, so that both sides are measured with the same.
struct StatementsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statements", abstract: "Prints what one call sends to PostgreSQL, as a script for pgbench.",
        discussion: """
            `spec` prints the value for pgbench's -D spec=... that the scripts of create and update need, `reported` that \
            of -D reported=... for report.
            """)

    enum Part: String, ExpressibleByArgument, CaseIterable {
        case get
        case create
        case update
        case report
        case reported
        case spec
    }

    @Argument(help: "Which call, or `spec`.")
    var part: Part

    @Option(help: "How many clusters there are, with the ids md5(1) to md5(ROWS).")
    var rows = 100_000

    @OptionGroup var spec: SpecOptions

    func run() async throws {
        switch part {
        case .get: Terminal.line(PgbenchScripts.get(rows: rows))
        case .create: Terminal.line(PgbenchScripts.create())
        case .update: Terminal.line(PgbenchScripts.update(rows: rows))
        case .report: Terminal.line(PgbenchScripts.report(rows: rows))
        case .reported: Terminal.line(PgbenchScripts.reportedConditions)
        case .spec: Terminal.line(String(decoding: Specs.cluster(7, size: spec.specSize), as: UTF8.self))
        }
    }
}

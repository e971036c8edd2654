internal import ArgumentParser

/// Whether a write is only tried.
struct DryRunOption: ParsableArguments {
    @Flag(name: .customLong("dry-run"), help: "Run every check and show what would be; store nothing.")
    var isDryRun = false
}

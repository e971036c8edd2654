internal import ArgumentParser
internal import HyperFleetModel

/// What an update changes.
struct ChangeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The new spec, which replaces the whole old one: a JSON or YAML file, or - for standard input.",
            valueName: "file"))
    var spec: String?

    @Option(
        name: .customLong("label"),
        help: ArgumentHelp("A label; all that are given replace all that were there.", valueName: "key=value"))
    var labelTexts: [LabelText] = []

    @Flag(help: "Take all labels away.")
    var noLabels = false

    func validate() throws {
        _ = try LabelText.labels(labelTexts)
        if noLabels, !labelTexts.isEmpty {
            throw ValidationError("--label and --no-labels exclude each other.")
        }
        if spec == nil, labelTexts.isEmpty, !noLabels {
            throw ValidationError("Nothing to change: give --spec, --label or --no-labels.")
        }
    }

    /// The new labels; nil leaves them alone.
    var labels: Labels? {
        get throws { labelTexts.isEmpty && !noLabels ? nil : try LabelText.labels(labelTexts) }
    }

    /// The new spec as JSON; nil leaves it alone.
    func readSpec() throws -> [UInt8]? {
        try spec.map { try DocumentReader.spec.read($0) }
    }
}

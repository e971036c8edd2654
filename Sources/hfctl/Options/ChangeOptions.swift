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
        help: ArgumentHelp(
            "A JSON merge patch (RFC 7396) of the spec: a JSON or YAML file, or - for standard input. Its nulls remove "
                + "members.",
            valueName: "file"))
    var merge: String?

    @Option(
        name: .customLong("label"),
        help: ArgumentHelp("A label; all that are given replace all that were there.", valueName: "key=value"))
    var labelTexts: [LabelText] = []

    @Option(
        name: .customLong("set-label"),
        help: ArgumentHelp("A label to set; the others stay.", valueName: "key=value"))
    var setLabels: [LabelText] = []

    @Option(
        name: .customLong("unset-label"), help: ArgumentHelp("A label to take away; the others stay.", valueName: "key")
    )
    var unsetLabels: [String] = []

    @Flag(help: "Take all labels away.")
    var noLabels = false

    func validate() throws {
        _ = try labels
        if spec != nil, merge != nil { throw ValidationError("--spec and --merge exclude each other.") }
        if spec == nil, merge == nil, try labels == nil {
            throw ValidationError(
                "Nothing to change: give --spec, --merge, --label, --set-label, --unset-label or --no-labels.")
        }
    }

    /// The labels' change; nil leaves them alone.
    var labels: LabelChange? {
        get throws {
            let edits = !setLabels.isEmpty || !unsetLabels.isEmpty
            if noLabels, !labelTexts.isEmpty {
                throw ValidationError("--label and --no-labels exclude each other.")
            }
            if edits, noLabels || !labelTexts.isEmpty {
                throw ValidationError("--set-label and --unset-label do not go with --label and --no-labels.")
            }
            if edits { return .edit(set: try LabelText.labels(setLabels), unset: unsetLabels) }
            return labelTexts.isEmpty && !noLabels ? nil : .replace(try LabelText.labels(labelTexts))
        }
    }

    /// The spec's change; nil leaves it alone.
    func readSpec() throws -> SpecChange? {
        if let merge { return .merge(try DocumentReader.spec.read(merge)) }
        return try spec.map { .replace(try DocumentReader.spec.read($0)) }
    }
}

internal import ArgumentParser
internal import HyperFleetModel

/// What a new resource is made of, beside its name.
struct CreationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The spec: a JSON or YAML file, or - for standard input.", valueName: "file"))
    var spec: String

    @Option(name: .customLong("label"), help: ArgumentHelp("A label; may be repeated.", valueName: "key=value"))
    var labelTexts: [LabelText] = []

    func validate() throws {
        _ = try LabelText.labels(labelTexts)
    }

    var labels: Labels {
        get throws { try LabelText.labels(labelTexts) }
    }

    /// The spec as JSON.
    func readSpec() throws -> [UInt8] {
        try DocumentReader.spec.read(spec)
    }
}

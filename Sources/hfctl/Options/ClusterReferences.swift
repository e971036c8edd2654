internal import ArgumentParser
internal import HyperFleetModel

/// One or several clusters.
struct ClusterReferences: ParsableArguments {
    @Argument(help: ArgumentHelp("A name or an id; several may be given.", valueName: "name|id"))
    var clusters: [ReferenceText]

    /// Each with what the caller wrote.
    var references: [(text: String, reference: ResourceReference)] {
        clusters.map { ($0.text, $0.cluster) }
    }
}

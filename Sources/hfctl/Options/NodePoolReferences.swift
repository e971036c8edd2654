internal import ArgumentParser
internal import HyperFleetModel

/// One or several node pools.
struct NodePoolReferences: ParsableArguments {
    @Argument(help: ArgumentHelp("A name or an id; several may be given.", valueName: "name|id"))
    var nodePools: [ReferenceText]

    @Option(help: ArgumentHelp("The cluster of node pools given by name.", valueName: "name|id"))
    var cluster: ReferenceText?

    func validate() throws {
        _ = try references
    }

    /// Each with what the caller wrote.
    var references: [(text: String, reference: ResourceReference)] {
        get throws { try nodePools.map { ($0.text, try $0.nodePool(in: cluster)) } }
    }
}

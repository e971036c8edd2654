internal import ArgumentParser
internal import HyperFleetModel

/// The resource that reports are about.
struct TargetOptions: ParsableArguments {
    @Argument(help: "cluster or nodepool.")
    var kind: KindText

    @Argument(help: ArgumentHelp("A name or an id.", valueName: "name|id"))
    var reference: ReferenceText

    @Option(help: ArgumentHelp("The cluster of a node pool given by name.", valueName: "name|id"))
    var cluster: ReferenceText?

    func validate() throws {
        if kind.kind == .cluster, cluster != nil {
            throw ValidationError("--cluster goes with nodepool only.")
        }
        _ = try target
    }

    var target: ReportTarget {
        get throws {
            switch kind.kind {
            case .cluster: ReportTarget(kind: .cluster, reference: reference.cluster)
            case .nodePool: ReportTarget(kind: .nodePool, reference: try reference.nodePool(in: cluster))
            }
        }
    }
}

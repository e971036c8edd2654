internal import ArgumentParser
internal import HyperFleetModel

/// A kind as it is written on the command line.
struct KindText: ExpressibleByArgument, Sendable {
    let kind: ResourceKind

    init?(argument: String) {
        switch argument {
        case "cluster", "clusters": kind = .cluster
        case "nodepool", "nodepools", "np": kind = .nodePool
        default: return nil
        }
    }

    static let allValueStrings = ["cluster", "nodepool"]
}

extension ResourceKind {
    /// As it is written on the command line and in `-o name`.
    var word: String {
        switch self {
        case .cluster: "cluster"
        case .nodePool: "nodepool"
        }
    }
}

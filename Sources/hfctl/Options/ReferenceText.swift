internal import ArgumentParser
internal import HyperFleetModel

/// A resource as it is pointed at on the command line.
///
/// Text in UUID form is an id, anything else a name; `cluster/NAME`, as `-o name` writes it, is a name too.
struct ReferenceText: ExpressibleByArgument, Sendable {
    let text: String
    private let bare: String

    init?(argument: String) {
        let parts = argument.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, ["cluster", "nodepool"].contains(parts[0]) {
            bare = String(parts[1])
        } else {
            bare = argument
        }
        guard !bare.isEmpty else { return nil }
        text = argument
    }

    /// As a cluster.
    var cluster: ResourceReference {
        ResourceID(bare).map { .id($0) } ?? .name(bare, owner: nil)
    }

    /// As a node pool of `cluster`.
    ///
    /// - Throws: a usage error for a name without a cluster, since names are unique within clusters only.
    func nodePool(in cluster: ReferenceText?) throws -> ResourceReference {
        if let id = ResourceID(bare) { return .id(id) }
        guard let cluster else {
            throw ValidationError("The node pool name '\(bare)' needs its cluster: add --cluster NAME or ID.")
        }
        return .name(bare, owner: cluster.cluster)
    }
}

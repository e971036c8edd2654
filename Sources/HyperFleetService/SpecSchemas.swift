package import HyperFleetModel
package import JSONSchema

/// The provider's schemas that specs are checked against; a kind without one takes any JSON object.
package struct SpecSchemas: Sendable {
    package var cluster: CompiledSchema?
    package var nodePool: CompiledSchema?

    package init(cluster: CompiledSchema? = nil, nodePool: CompiledSchema? = nil) {
        self.cluster = cluster
        self.nodePool = nodePool
    }

    /// The schema of a kind's `spec`.
    package subscript(kind: ResourceKind) -> CompiledSchema? {
        switch kind {
        case .cluster: cluster
        case .nodePool: nodePool
        }
    }
}

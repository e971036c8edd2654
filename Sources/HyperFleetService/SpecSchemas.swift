package import HyperFleetModel
package import JSONSchema

/// The provider's schemas that specs are checked against; a kind without one takes any JSON object.
package struct SpecSchemas: Sendable {
    package var cluster: CompiledSchema?
    package var nodePool: CompiledSchema?
    /// All of the provider's document as JSON, for those who write specs; nil where there is none.
    package var document: [UInt8]?

    package init(
        cluster: CompiledSchema? = nil, nodePool: CompiledSchema? = nil, document: [UInt8]? = nil
    ) {
        self.cluster = cluster
        self.nodePool = nodePool
        self.document = document
    }

    /// The schema of a kind's `spec`.
    package subscript(kind: ResourceKind) -> CompiledSchema? {
        switch kind {
        case .cluster: cluster
        case .nodePool: nodePool
        }
    }
}

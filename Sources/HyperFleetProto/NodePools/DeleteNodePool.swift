internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for the delete of a node pool.
package struct DeleteNodePoolRequest: Sendable {
    package var nodePool: ResourceReference
    /// The resource version that the node pool must have; 0 means any.
    package var ifResourceVersion: Int64

    package init(nodePool: ResourceReference, ifResourceVersion: Int64) {
        self.nodePool = nodePool
        self.ifResourceVersion = ifResourceVersion
    }
}

extension DeleteNodePoolRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteNodePoolRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let ifResourceVersion = reader.preconditions(form.pointee.preconditions)
        guard let nodePool = reader.nodePoolReference(form.pointee.node_pool, "node_pool") else { return nil }
        return Self(nodePool: nodePool, ifResourceVersion: ifResourceVersion)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteNodePoolRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.nodePoolReference(nodePool)
        form.pointee.preconditions = try writer.preconditions(ifResourceVersion)
    }
}

/// The node pool after a delete.
package struct DeleteNodePoolResponse: Sendable {
    package var answer: DeleteAnswer

    package init(answer: DeleteAnswer) {
        self.answer = answer
    }
}

extension DeleteNodePoolResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteNodePoolResponse>, _ reader: inout MessageReader
    ) -> Self? {
        let outcome = reader.deleteOutcome(form.pointee.outcome)
        guard let resource = reader.resource(form.pointee.node_pool, "node_pool", kind: .nodePool) else { return nil }
        return Self(answer: DeleteAnswer(resource: resource, outcome: outcome))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteNodePoolResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.resource(answer.resource, kind: .nodePool)
        form.pointee.outcome = answer.outcome.form
    }
}

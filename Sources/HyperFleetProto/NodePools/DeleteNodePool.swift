internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for the delete of a node pool.
package struct DeleteNodePoolRequest: Sendable {
    package var nodePool: ResourceReference
    package var preconditions: Preconditions
    /// Whether every check runs and nothing is stored.
    package var isDryRun: Bool

    package init(nodePool: ResourceReference, preconditions: Preconditions, isDryRun: Bool = false) {
        self.nodePool = nodePool
        self.preconditions = preconditions
        self.isDryRun = isDryRun
    }
}

extension DeleteNodePoolRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteNodePoolRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let preconditions = reader.preconditions(form.pointee.preconditions)
        guard let nodePool = reader.nodePoolReference(form.pointee.node_pool, "node_pool") else { return nil }
        return Self(nodePool: nodePool, preconditions: preconditions, isDryRun: form.pointee.dry_run != 0)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteNodePoolRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.nodePoolReference(nodePool)
        form.pointee.preconditions = try writer.preconditions(preconditions)
        form.pointee.dry_run = isDryRun ? 1 : 0
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
        let replay = reader.replay(form.pointee.replay)
        // Only a repeated call may answer without a resource: it may be gone by then.
        if replay != nil, form.pointee.node_pool == nil {
            return Self(answer: DeleteAnswer(resource: nil, outcome: outcome, replay: replay))
        }
        guard let resource = reader.resource(form.pointee.node_pool, "node_pool", kind: .nodePool) else { return nil }
        return Self(answer: DeleteAnswer(resource: resource, outcome: outcome, replay: replay))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteNodePoolResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        if let resource = answer.resource { form.pointee.node_pool = try writer.resource(resource, kind: .nodePool) }
        form.pointee.outcome = answer.outcome.form
        form.pointee.replay = try writer.replay(answer.replay)
    }
}

internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a marked node pool to be removed at once.
package struct ForceDeleteNodePoolRequest: Sendable {
    package var nodePool: ResourceReference
    package var reason: String
    package var preconditions: Preconditions
    /// Whether every check runs and nothing is removed.
    package var isDryRun: Bool

    package init(
        nodePool: ResourceReference, reason: String, preconditions: Preconditions = .none, isDryRun: Bool = false
    ) {
        self.nodePool = nodePool
        self.reason = reason
        self.preconditions = preconditions
        self.isDryRun = isDryRun
    }
}

extension ForceDeleteNodePoolRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ForceDeleteNodePoolRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let preconditions = reader.preconditions(form.pointee.preconditions)
        guard let nodePool = reader.nodePoolReference(form.pointee.node_pool, "node_pool") else { return nil }
        return Self(
            nodePool: nodePool, reason: reader.text(form.pointee.reason), preconditions: preconditions,
            isDryRun: form.pointee.dry_run != 0)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ForceDeleteNodePoolRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.nodePoolReference(nodePool)
        form.pointee.reason = try writer.text(reason, "reason")
        form.pointee.preconditions = try writer.preconditions(preconditions)
        form.pointee.dry_run = isDryRun ? 1 : 0
    }
}

/// What a force delete removed.
package struct ForceDeleteNodePoolResponse: Sendable {
    package var answer: ForceDeleteAnswer

    package init(answer: ForceDeleteAnswer) {
        self.answer = answer
    }
}

extension ForceDeleteNodePoolResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ForceDeleteNodePoolResponse>, _ reader: inout MessageReader
    ) -> Self? {
        let replay = reader.replay(form.pointee.replay)
        guard let deletion = reader.forceDeletion(form.pointee.deletion) else { return nil }
        return Self(answer: ForceDeleteAnswer(deletion: deletion, replay: replay))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ForceDeleteNodePoolResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.deletion = try writer.forceDeletion(answer.deletion)
        form.pointee.replay = try writer.replay(answer.replay)
    }
}

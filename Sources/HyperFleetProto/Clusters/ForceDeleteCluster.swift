internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a marked cluster to be removed at once.
package struct ForceDeleteClusterRequest: Sendable {
    package var cluster: ResourceReference
    package var reason: String
    package var preconditions: Preconditions
    /// Whether every check runs and nothing is removed.
    package var isDryRun: Bool

    package init(
        cluster: ResourceReference, reason: String, preconditions: Preconditions = .none, isDryRun: Bool = false
    ) {
        self.cluster = cluster
        self.reason = reason
        self.preconditions = preconditions
        self.isDryRun = isDryRun
    }
}

extension ForceDeleteClusterRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ForceDeleteClusterRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let preconditions = reader.preconditions(form.pointee.preconditions)
        guard let cluster = reader.clusterReference(form.pointee.cluster, "cluster") else { return nil }
        return Self(
            cluster: cluster, reason: reader.text(form.pointee.reason), preconditions: preconditions,
            isDryRun: form.pointee.dry_run != 0)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ForceDeleteClusterRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.clusterReference(cluster)
        form.pointee.reason = try writer.text(reason, "reason")
        form.pointee.preconditions = try writer.preconditions(preconditions)
        form.pointee.dry_run = isDryRun ? 1 : 0
    }
}

/// What a force delete removed.
package struct ForceDeleteClusterResponse: Sendable {
    package var answer: ForceDeleteAnswer

    package init(answer: ForceDeleteAnswer) {
        self.answer = answer
    }
}

extension ForceDeleteClusterResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ForceDeleteClusterResponse>, _ reader: inout MessageReader
    ) -> Self? {
        let replay = reader.replay(form.pointee.replay)
        guard let deletion = reader.forceDeletion(form.pointee.deletion) else { return nil }
        return Self(answer: ForceDeleteAnswer(deletion: deletion, replay: replay))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ForceDeleteClusterResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.deletion = try writer.forceDeletion(answer.deletion)
        form.pointee.replay = try writer.replay(answer.replay)
    }
}

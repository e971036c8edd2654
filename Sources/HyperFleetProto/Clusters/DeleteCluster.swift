internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for the delete of a cluster.
package struct DeleteClusterRequest: Sendable {
    package var cluster: ResourceReference
    package var preconditions: Preconditions
    /// Whether every check runs and nothing is stored.
    package var isDryRun: Bool

    package init(cluster: ResourceReference, preconditions: Preconditions, isDryRun: Bool = false) {
        self.cluster = cluster
        self.preconditions = preconditions
        self.isDryRun = isDryRun
    }
}

extension DeleteClusterRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteClusterRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let preconditions = reader.preconditions(form.pointee.preconditions)
        guard let cluster = reader.clusterReference(form.pointee.cluster, "cluster") else { return nil }
        return Self(cluster: cluster, preconditions: preconditions, isDryRun: form.pointee.dry_run != 0)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteClusterRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.clusterReference(cluster)
        form.pointee.preconditions = try writer.preconditions(preconditions)
        form.pointee.dry_run = isDryRun ? 1 : 0
    }
}

/// The cluster after a delete.
package struct DeleteClusterResponse: Sendable {
    package var answer: DeleteAnswer

    package init(answer: DeleteAnswer) {
        self.answer = answer
    }
}

extension DeleteClusterResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteClusterResponse>, _ reader: inout MessageReader
    ) -> Self? {
        let outcome = reader.deleteOutcome(form.pointee.outcome)
        let replay = reader.replay(form.pointee.replay)
        // Only a repeated call may answer without a resource: it may be gone by then.
        if replay != nil, form.pointee.cluster == nil {
            return Self(answer: DeleteAnswer(resource: nil, outcome: outcome, replay: replay))
        }
        guard let resource = reader.resource(form.pointee.cluster, "cluster", kind: .cluster) else { return nil }
        return Self(answer: DeleteAnswer(resource: resource, outcome: outcome, replay: replay))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteClusterResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        if let resource = answer.resource { form.pointee.cluster = try writer.resource(resource, kind: .cluster) }
        form.pointee.outcome = answer.outcome.form
        form.pointee.replay = try writer.replay(answer.replay)
    }
}

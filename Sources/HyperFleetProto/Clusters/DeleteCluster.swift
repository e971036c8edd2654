internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for the delete of a cluster and its node pools.
package struct DeleteClusterRequest: Sendable {
    package var cluster: ResourceReference
    /// The resource version that the cluster must have; 0 means any.
    package var ifResourceVersion: Int64

    package init(cluster: ResourceReference, ifResourceVersion: Int64) {
        self.cluster = cluster
        self.ifResourceVersion = ifResourceVersion
    }
}

extension DeleteClusterRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteClusterRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let ifResourceVersion = reader.preconditions(form.pointee.preconditions)
        guard let cluster = reader.clusterReference(form.pointee.cluster, "cluster") else { return nil }
        return Self(cluster: cluster, ifResourceVersion: ifResourceVersion)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteClusterRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.clusterReference(cluster)
        form.pointee.preconditions = try writer.preconditions(ifResourceVersion)
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
        guard let resource = reader.resource(form.pointee.cluster, "cluster", kind: .cluster) else { return nil }
        return Self(answer: DeleteAnswer(resource: resource, outcome: outcome))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__DeleteClusterResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.resource(answer.resource, kind: .cluster)
        form.pointee.outcome = answer.outcome.form
    }
}

internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a change of a cluster; what is nil stays as it is.
package struct UpdateClusterRequest: Sendable {
    package var cluster: ResourceReference
    /// Replaces all labels; empty labels remove them.
    package var labels: Labels?
    /// Replaces the whole spec: a JSON object in UTF-8, as sent.
    package var spec: [UInt8]?
    /// The resource version that the cluster must have; 0 means any.
    package var ifResourceVersion: Int64

    package init(cluster: ResourceReference, labels: Labels?, spec: [UInt8]?, ifResourceVersion: Int64) {
        self.cluster = cluster
        self.labels = labels
        self.spec = spec
        self.ifResourceVersion = ifResourceVersion
    }
}

extension UpdateClusterRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateClusterRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let labels = form.pointee.labels.map { reader.labels($0) }
        let hasSpec = form.pointee.new_spec_case == HYPERFLEET__V1__UPDATE_CLUSTER_REQUEST__NEW_SPEC_SPEC
        let spec = hasSpec ? reader.bytes(form.pointee.spec) : nil
        let ifResourceVersion = reader.preconditions(form.pointee.preconditions)
        guard let cluster = reader.clusterReference(form.pointee.cluster, "cluster") else { return nil }
        return Self(cluster: cluster, labels: labels, spec: spec, ifResourceVersion: ifResourceVersion)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateClusterRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.clusterReference(cluster)
        if let labels { form.pointee.labels = try writer.labels(labels) }
        if let spec {
            form.pointee.new_spec_case = HYPERFLEET__V1__UPDATE_CLUSTER_REQUEST__NEW_SPEC_SPEC
            form.pointee.spec = try writer.bytes(spec)
        }
        form.pointee.preconditions = try writer.preconditions(ifResourceVersion)
    }
}

/// The cluster after an update.
package struct UpdateClusterResponse: Sendable {
    package var answer: UpdateAnswer

    package init(answer: UpdateAnswer) {
        self.answer = answer
    }
}

extension UpdateClusterResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateClusterResponse>, _ reader: inout MessageReader
    ) -> Self? {
        guard let resource = reader.resource(form.pointee.cluster, "cluster", kind: .cluster) else { return nil }
        return Self(answer: UpdateAnswer(resource: resource, changed: form.pointee.changed != 0))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateClusterResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.resource(answer.resource, kind: .cluster)
        form.pointee.changed = answer.changed ? 1 : 0
    }
}

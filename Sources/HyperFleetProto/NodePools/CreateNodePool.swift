internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a new node pool of a cluster.
package struct CreateNodePoolRequest: Sendable {
    /// The cluster that it is to belong to.
    package var cluster: ResourceReference
    package var name: String
    package var labels: Labels
    /// A JSON object in UTF-8, as sent: nothing of it is checked here.
    package var spec: [UInt8]

    package init(cluster: ResourceReference, name: String, labels: Labels, spec: [UInt8]) {
        self.cluster = cluster
        self.name = name
        self.labels = labels
        self.spec = spec
    }
}

extension CreateNodePoolRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateNodePoolRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let name = reader.text(form.pointee.name)
        let labels = reader.labels(form.pointee.labels)
        guard let cluster = reader.clusterReference(form.pointee.cluster, "cluster") else { return nil }
        return Self(cluster: cluster, name: name, labels: labels, spec: reader.bytes(form.pointee.spec))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateNodePoolRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.clusterReference(cluster)
        form.pointee.name = try writer.text(name, "name")
        if !labels.entries.isEmpty { form.pointee.labels = try writer.labels(labels) }
        form.pointee.spec = try writer.bytes(spec)
    }
}

/// The new node pool as stored.
package struct CreateNodePoolResponse: Sendable {
    package var nodePool: Resource

    package init(nodePool: Resource) {
        self.nodePool = nodePool
    }
}

extension CreateNodePoolResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateNodePoolResponse>, _ reader: inout MessageReader
    ) -> Self? {
        reader.resource(form.pointee.node_pool, "node_pool", kind: .nodePool).map(Self.init)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateNodePoolResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.resource(nodePool, kind: .nodePool)
    }
}

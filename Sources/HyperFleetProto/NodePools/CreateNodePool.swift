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
    /// Whether every check runs and nothing is stored.
    package var isDryRun: Bool

    package init(cluster: ResourceReference, name: String, labels: Labels, spec: [UInt8], isDryRun: Bool = false) {
        self.cluster = cluster
        self.name = name
        self.labels = labels
        self.spec = spec
        self.isDryRun = isDryRun
    }
}

extension CreateNodePoolRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateNodePoolRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let name = reader.text(form.pointee.name)
        let labels = reader.labels(form.pointee.labels)
        guard let cluster = reader.clusterReference(form.pointee.cluster, "cluster") else { return nil }
        return Self(
            cluster: cluster, name: name, labels: labels, spec: reader.bytes(form.pointee.spec),
            isDryRun: form.pointee.dry_run != 0)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateNodePoolRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.clusterReference(cluster)
        form.pointee.name = try writer.text(name, "name")
        if !labels.entries.isEmpty { form.pointee.labels = try writer.labels(labels) }
        form.pointee.spec = try writer.bytes(spec)
        form.pointee.dry_run = isDryRun ? 1 : 0
    }
}

/// The new node pool as stored.
package struct CreateNodePoolResponse: Sendable {
    package var answer: CreateAnswer

    package init(answer: CreateAnswer) {
        self.answer = answer
    }
}

extension CreateNodePoolResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateNodePoolResponse>, _ reader: inout MessageReader
    ) -> Self? {
        let replay = reader.replay(form.pointee.replay)
        guard let resource = reader.resource(form.pointee.node_pool, "node_pool", kind: .nodePool) else { return nil }
        return Self(answer: CreateAnswer(resource: resource, replay: replay))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateNodePoolResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.resource(answer.resource, kind: .nodePool)
        form.pointee.replay = try writer.replay(answer.replay)
    }
}

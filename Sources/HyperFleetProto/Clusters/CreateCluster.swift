internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a new cluster.
package struct CreateClusterRequest: Sendable {
    package var name: String
    package var labels: Labels
    /// A JSON object in UTF-8, as sent: nothing of it is checked here.
    package var spec: [UInt8]

    package init(name: String, labels: Labels, spec: [UInt8]) {
        self.name = name
        self.labels = labels
        self.spec = spec
    }
}

extension CreateClusterRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateClusterRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            name: reader.text(form.pointee.name),
            labels: reader.labels(form.pointee.labels),
            spec: reader.bytes(form.pointee.spec))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateClusterRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.name = try writer.text(name, "name")
        if !labels.entries.isEmpty { form.pointee.labels = try writer.labels(labels) }
        form.pointee.spec = try writer.bytes(spec)
    }
}

/// The new cluster as stored.
package struct CreateClusterResponse: Sendable {
    package var cluster: Resource

    package init(cluster: Resource) {
        self.cluster = cluster
    }
}

extension CreateClusterResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateClusterResponse>, _ reader: inout MessageReader
    ) -> Self? {
        reader.resource(form.pointee.cluster, "cluster", kind: .cluster).map(Self.init)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__CreateClusterResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.resource(cluster, kind: .cluster)
    }
}

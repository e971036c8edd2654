internal import CHyperFleetProto
package import HyperFleetModel

/// A cluster to send back.
package struct EchoClusterRequest: Sendable {
    package var cluster: Resource

    package init(cluster: Resource) {
        self.cluster = cluster
    }
}

extension EchoClusterRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__EchoClusterRequest>, _ reader: inout MessageReader
    ) -> Self? {
        reader.resource(form.pointee.cluster, "cluster", kind: .cluster).map(Self.init)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__EchoClusterRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.resource(cluster, kind: .cluster)
    }
}

/// The cluster as it came.
package struct EchoClusterResponse: Sendable {
    package var cluster: Resource

    package init(cluster: Resource) {
        self.cluster = cluster
    }
}

extension EchoClusterResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__EchoClusterResponse>, _ reader: inout MessageReader
    ) -> Self? {
        reader.resource(form.pointee.cluster, "cluster", kind: .cluster).map(Self.init)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__EchoClusterResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.resource(cluster, kind: .cluster)
    }
}

internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for one cluster.
package struct GetClusterRequest: Sendable {
    package var cluster: ResourceReference

    package init(cluster: ResourceReference) {
        self.cluster = cluster
    }
}

extension GetClusterRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetClusterRequest>, _ reader: inout MessageReader
    ) -> Self? {
        reader.clusterReference(form.pointee.cluster, "cluster").map(Self.init)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetClusterRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.clusterReference(cluster)
    }
}

/// The cluster asked for.
package struct GetClusterResponse: Sendable {
    package var cluster: Resource

    package init(cluster: Resource) {
        self.cluster = cluster
    }
}

extension GetClusterResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetClusterResponse>, _ reader: inout MessageReader
    ) -> Self? {
        reader.resource(form.pointee.cluster, "cluster", kind: .cluster).map(Self.init)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetClusterResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.resource(cluster, kind: .cluster)
    }
}

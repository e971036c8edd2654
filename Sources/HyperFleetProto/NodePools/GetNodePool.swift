internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for one node pool.
package struct GetNodePoolRequest: Sendable {
    package var nodePool: ResourceReference

    package init(nodePool: ResourceReference) {
        self.nodePool = nodePool
    }
}

extension GetNodePoolRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetNodePoolRequest>, _ reader: inout MessageReader
    ) -> Self? {
        reader.nodePoolReference(form.pointee.node_pool, "node_pool").map(Self.init)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetNodePoolRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.nodePoolReference(nodePool)
    }
}

/// The node pool asked for.
package struct GetNodePoolResponse: Sendable {
    package var nodePool: Resource

    package init(nodePool: Resource) {
        self.nodePool = nodePool
    }
}

extension GetNodePoolResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetNodePoolResponse>, _ reader: inout MessageReader
    ) -> Self? {
        reader.resource(form.pointee.node_pool, "node_pool", kind: .nodePool).map(Self.init)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__GetNodePoolResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.resource(nodePool, kind: .nodePool)
    }
}

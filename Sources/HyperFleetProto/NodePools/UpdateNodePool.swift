internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a change of a node pool; what is nil stays as it is.
package struct UpdateNodePoolRequest: Sendable {
    package var nodePool: ResourceReference
    /// Replaces all labels; empty labels remove them.
    package var labels: Labels?
    /// Replaces the whole spec: a JSON object in UTF-8, as sent.
    package var spec: [UInt8]?
    /// The resource version that the node pool must have; 0 means any.
    package var ifResourceVersion: Int64

    package init(nodePool: ResourceReference, labels: Labels?, spec: [UInt8]?, ifResourceVersion: Int64) {
        self.nodePool = nodePool
        self.labels = labels
        self.spec = spec
        self.ifResourceVersion = ifResourceVersion
    }
}

extension UpdateNodePoolRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateNodePoolRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let labels = form.pointee.labels.map { reader.labels($0) }
        let hasSpec = form.pointee.new_spec_case == HYPERFLEET__V1__UPDATE_NODE_POOL_REQUEST__NEW_SPEC_SPEC
        let spec = hasSpec ? reader.bytes(form.pointee.spec) : nil
        let ifResourceVersion = reader.preconditions(form.pointee.preconditions)
        guard let nodePool = reader.nodePoolReference(form.pointee.node_pool, "node_pool") else { return nil }
        return Self(nodePool: nodePool, labels: labels, spec: spec, ifResourceVersion: ifResourceVersion)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateNodePoolRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.nodePoolReference(nodePool)
        if let labels { form.pointee.labels = try writer.labels(labels) }
        if let spec {
            form.pointee.new_spec_case = HYPERFLEET__V1__UPDATE_NODE_POOL_REQUEST__NEW_SPEC_SPEC
            form.pointee.spec = try writer.bytes(spec)
        }
        form.pointee.preconditions = try writer.preconditions(ifResourceVersion)
    }
}

/// The node pool after an update.
package struct UpdateNodePoolResponse: Sendable {
    package var answer: UpdateAnswer

    package init(answer: UpdateAnswer) {
        self.answer = answer
    }
}

extension UpdateNodePoolResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateNodePoolResponse>, _ reader: inout MessageReader
    ) -> Self? {
        guard let resource = reader.resource(form.pointee.node_pool, "node_pool", kind: .nodePool) else { return nil }
        return Self(answer: UpdateAnswer(resource: resource, changed: form.pointee.changed != 0))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateNodePoolResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.resource(answer.resource, kind: .nodePool)
        form.pointee.changed = answer.changed ? 1 : 0
    }
}

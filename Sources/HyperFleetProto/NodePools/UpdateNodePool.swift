internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a change of a node pool.
package struct UpdateNodePoolRequest: Sendable {
    package var nodePool: ResourceReference
    package var update: ResourceUpdate

    package init(nodePool: ResourceReference, update: ResourceUpdate) {
        self.nodePool = nodePool
        self.update = update
    }
}

extension UpdateNodePoolRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateNodePoolRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let update = ResourceUpdate(
            labels: labels(form, &reader), spec: spec(form, &reader),
            preconditions: reader.preconditions(form.pointee.preconditions), isDryRun: form.pointee.dry_run != 0)
        guard let nodePool = reader.nodePoolReference(form.pointee.node_pool, "node_pool") else { return nil }
        return Self(nodePool: nodePool, update: update)
    }

    private static func labels(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateNodePoolRequest>, _ reader: inout MessageReader
    ) -> LabelChange? {
        switch form.pointee.new_labels_case {
        case HYPERFLEET__V1__UPDATE_NODE_POOL_REQUEST__NEW_LABELS_LABELS:
            .replace(reader.labels(form.pointee.labels))
        case HYPERFLEET__V1__UPDATE_NODE_POOL_REQUEST__NEW_LABELS_LABEL_CHANGES:
            form.pointee.label_changes.map { reader.labelChanges($0) }
        default: nil
        }
    }

    private static func spec(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateNodePoolRequest>, _ reader: inout MessageReader
    ) -> SpecChange? {
        switch form.pointee.new_spec_case {
        case HYPERFLEET__V1__UPDATE_NODE_POOL_REQUEST__NEW_SPEC_SPEC: .replace(reader.bytes(form.pointee.spec))
        case HYPERFLEET__V1__UPDATE_NODE_POOL_REQUEST__NEW_SPEC_SPEC_MERGE_PATCH:
            .merge(reader.bytes(form.pointee.spec_merge_patch))
        default: nil
        }
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateNodePoolRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.nodePoolReference(nodePool)
        switch update.labels {
        case nil: break
        case .replace(let labels):
            form.pointee.new_labels_case = HYPERFLEET__V1__UPDATE_NODE_POOL_REQUEST__NEW_LABELS_LABELS
            form.pointee.labels = try writer.labels(labels)
        case .edit(let set, let unset):
            form.pointee.new_labels_case = HYPERFLEET__V1__UPDATE_NODE_POOL_REQUEST__NEW_LABELS_LABEL_CHANGES
            form.pointee.label_changes = try writer.labelChanges(set: set, unset: unset)
        }
        switch update.spec {
        case nil: break
        case .replace(let bytes):
            form.pointee.new_spec_case = HYPERFLEET__V1__UPDATE_NODE_POOL_REQUEST__NEW_SPEC_SPEC
            form.pointee.spec = try writer.bytes(bytes)
        case .merge(let bytes):
            form.pointee.new_spec_case = HYPERFLEET__V1__UPDATE_NODE_POOL_REQUEST__NEW_SPEC_SPEC_MERGE_PATCH
            form.pointee.spec_merge_patch = try writer.bytes(bytes)
        }
        form.pointee.preconditions = try writer.preconditions(update.preconditions)
        form.pointee.dry_run = update.isDryRun ? 1 : 0
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
        let replay = reader.replay(form.pointee.replay)
        guard let resource = reader.resource(form.pointee.node_pool, "node_pool", kind: .nodePool) else { return nil }
        return Self(answer: UpdateAnswer(resource: resource, changed: form.pointee.changed != 0, replay: replay))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateNodePoolResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.node_pool = try writer.resource(answer.resource, kind: .nodePool)
        form.pointee.changed = answer.changed ? 1 : 0
        form.pointee.replay = try writer.replay(answer.replay)
    }
}

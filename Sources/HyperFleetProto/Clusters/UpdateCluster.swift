internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for a change of a cluster.
package struct UpdateClusterRequest: Sendable {
    package var cluster: ResourceReference
    package var update: ResourceUpdate

    package init(cluster: ResourceReference, update: ResourceUpdate) {
        self.cluster = cluster
        self.update = update
    }
}

extension UpdateClusterRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateClusterRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let update = ResourceUpdate(
            labels: labels(form, &reader), spec: spec(form, &reader),
            preconditions: reader.preconditions(form.pointee.preconditions), isDryRun: form.pointee.dry_run != 0)
        guard let cluster = reader.clusterReference(form.pointee.cluster, "cluster") else { return nil }
        return Self(cluster: cluster, update: update)
    }

    private static func labels(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateClusterRequest>, _ reader: inout MessageReader
    ) -> LabelChange? {
        switch form.pointee.new_labels_case {
        case HYPERFLEET__V1__UPDATE_CLUSTER_REQUEST__NEW_LABELS_LABELS:
            .replace(reader.labels(form.pointee.labels))
        case HYPERFLEET__V1__UPDATE_CLUSTER_REQUEST__NEW_LABELS_LABEL_CHANGES:
            form.pointee.label_changes.map { reader.labelChanges($0) }
        default: nil
        }
    }

    private static func spec(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateClusterRequest>, _ reader: inout MessageReader
    ) -> SpecChange? {
        switch form.pointee.new_spec_case {
        case HYPERFLEET__V1__UPDATE_CLUSTER_REQUEST__NEW_SPEC_SPEC: .replace(reader.bytes(form.pointee.spec))
        case HYPERFLEET__V1__UPDATE_CLUSTER_REQUEST__NEW_SPEC_SPEC_MERGE_PATCH:
            .merge(reader.bytes(form.pointee.spec_merge_patch))
        default: nil
        }
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateClusterRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.clusterReference(cluster)
        switch update.labels {
        case nil: break
        case .replace(let labels):
            form.pointee.new_labels_case = HYPERFLEET__V1__UPDATE_CLUSTER_REQUEST__NEW_LABELS_LABELS
            form.pointee.labels = try writer.labels(labels)
        case .edit(let set, let unset):
            form.pointee.new_labels_case = HYPERFLEET__V1__UPDATE_CLUSTER_REQUEST__NEW_LABELS_LABEL_CHANGES
            form.pointee.label_changes = try writer.labelChanges(set: set, unset: unset)
        }
        switch update.spec {
        case nil: break
        case .replace(let bytes):
            form.pointee.new_spec_case = HYPERFLEET__V1__UPDATE_CLUSTER_REQUEST__NEW_SPEC_SPEC
            form.pointee.spec = try writer.bytes(bytes)
        case .merge(let bytes):
            form.pointee.new_spec_case = HYPERFLEET__V1__UPDATE_CLUSTER_REQUEST__NEW_SPEC_SPEC_MERGE_PATCH
            form.pointee.spec_merge_patch = try writer.bytes(bytes)
        }
        form.pointee.preconditions = try writer.preconditions(update.preconditions)
        form.pointee.dry_run = update.isDryRun ? 1 : 0
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
        let replay = reader.replay(form.pointee.replay)
        guard let resource = reader.resource(form.pointee.cluster, "cluster", kind: .cluster) else { return nil }
        return Self(answer: UpdateAnswer(resource: resource, changed: form.pointee.changed != 0, replay: replay))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__UpdateClusterResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.cluster = try writer.resource(answer.resource, kind: .cluster)
        form.pointee.changed = answer.changed ? 1 : 0
        form.pointee.replay = try writer.replay(answer.replay)
    }
}

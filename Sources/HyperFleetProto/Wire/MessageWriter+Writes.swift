internal import CHyperFleetProto
internal import HyperFleetModel

extension MessageWriter {
    /// What a write expects of the resource's present state; nothing where anything will do.
    func preconditions(
        _ preconditions: Preconditions
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__Preconditions>? {
        guard preconditions != .none else { return nil }
        let form = try new(Hyperfleet__V1__Preconditions.self)
        form.pointee.if_resource_version = preconditions.resourceVersion
        form.pointee.if_generation = preconditions.generation
        return form
    }

    /// Labels to set, in key order, and to remove.
    func labelChanges(
        set labels: Labels, unset: [String]
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__LabelChanges> {
        let form = try new(Hyperfleet__V1__LabelChanges.self)
        let sorted = labels.sorted
        form.pointee.set = try list(sorted) { entry, label throws(EncodingFault) in
            entry.pointee.key = try text(label.key, "a label's key")
            entry.pointee.value = try text(label.value, "a label's value")
        }
        form.pointee.n_set = sorted.count
        form.pointee.unset = try texts(unset, "a label's key")
        form.pointee.n_unset = unset.count
        return form
    }

    /// What an earlier call with the same idempotency key did; nothing where there was none.
    func replay(_ replay: Replay?) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__Replay>? {
        guard let replay else { return nil }
        let form = try new(Hyperfleet__V1__Replay.self)
        form.pointee.id = try id(replay.id)
        form.pointee.generation = replay.generation
        form.pointee.resource_version = replay.resourceVersion
        form.pointee.recorded_time = try timestamp(replay.recordedTime, "recorded_time")
        return form
    }

    /// What a force delete removed.
    func forceDeletion(
        _ deletion: ForceDeletion
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__ForceDeletion> {
        let form = try new(Hyperfleet__V1__ForceDeletion.self)
        form.pointee.audit_id = try id(deletion.auditID)
        form.pointee.removed = try list(deletion.removed) { form, removed throws(EncodingFault) in
            form.pointee.kind = try text(removed.kind.name, "kind")
            form.pointee.id = try id(removed.id)
            form.pointee.name = try text(removed.name, "name")
            form.pointee.generation = removed.generation
            form.pointee.adapters = try texts(removed.adapters, "an adapter's name")
            form.pointee.n_adapters = removed.adapters.count
        }
        form.pointee.n_removed = deletion.removed.count
        return form
    }
}

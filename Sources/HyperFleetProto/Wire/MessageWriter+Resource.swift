internal import CHyperFleetProto
internal import HyperFleetModel
internal import JSONModel

extension MessageWriter {
    /// A resource of `kind` in a form of its own.
    func resource<Form: ResourceForm>(
        _ resource: Resource, kind: ResourceKind
    ) throws(EncodingFault) -> UnsafeMutablePointer<Form> {
        let form = try new(Form.self)
        try fill(form, with: resource, kind: kind)
        return form
    }

    /// Fills an empty form with a resource of `kind`.
    func fill<Form: ResourceForm>(
        _ form: UnsafeMutablePointer<Form>, with resource: Resource, kind: ResourceKind
    ) throws(EncodingFault) {
        guard resource.kind == kind else {
            throw EncodingFault(message: "a \(resource.kind.name) stands where a \(kind.name) belongs")
        }
        form.pointee.metadata = try metadata(resource)
        form.pointee.spec = try bytes(resource.spec.bytes)
        form.pointee.conditions = try conditions(resource.conditions)
        form.pointee.conditionCount = resource.conditions.count
    }

    private func metadata(
        _ resource: Resource
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__ResourceMetadata> {
        let form = try new(Hyperfleet__V1__ResourceMetadata.self)
        form.pointee.id = try id(resource.id)
        form.pointee.kind = try text(resource.kind.name, "kind")
        form.pointee.name = try text(resource.name, "name")
        if let owner = resource.owner { form.pointee.owner = try self.owner(owner) }
        if !resource.labels.entries.isEmpty { form.pointee.labels = try labels(resource.labels) }
        form.pointee.generation = resource.generation
        form.pointee.generation_time = try moment(resource.generationTime, "generation_time")
        form.pointee.resource_version = resource.resourceVersion
        form.pointee.created_time = try moment(resource.createdTime, "created_time")
        form.pointee.created_by = try text(resource.createdBy, "created_by")
        form.pointee.updated_time = try moment(resource.updatedTime, "updated_time")
        form.pointee.updated_by = try text(resource.updatedBy, "updated_by")
        if let deletedTime = resource.deletedTime {
            form.pointee.deleted_time = try timestamp(deletedTime, "deleted_time")
        }
        if let deletedBy = resource.deletedBy { form.pointee.deleted_by = try text(deletedBy, "deleted_by") }
        return form
    }

    /// A moment; in a partial resource nothing for the epoch, which stands for one that was left out.
    private func moment(
        _ moment: Timestamp, _ field: StaticString
    ) throws(EncodingFault) -> UnsafeMutablePointer<Google__Protobuf__Timestamp>? {
        isPartial && moment.microseconds == 0 ? nil : try timestamp(moment, field)
    }

    private func owner(
        _ id: ResourceID
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__OwnerReference> {
        let form = try new(Hyperfleet__V1__OwnerReference.self)
        form.pointee.kind = try text(ResourceKind.cluster.name, "owner.kind")
        form.pointee.id = try self.id(id)
        return form
    }

    /// Labels in key order, so that the same labels always give the same bytes.
    func labels(_ labels: Labels) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__Labels> {
        let form = try new(Hyperfleet__V1__Labels.self)
        let sorted = labels.entries.sorted { $0.key < $1.key }
        form.pointee.entries = try list(sorted) { entry, label throws(EncodingFault) in
            entry.pointee.key = try text(label.key, "a label's key")
            entry.pointee.value = try text(label.value, "a label's value")
        }
        form.pointee.n_entries = sorted.count
        return form
    }

    /// A resource's conditions.
    func conditions(
        _ conditions: [Condition]
    ) throws(EncodingFault) -> UnsafeMutablePointer<UnsafeMutablePointer<Hyperfleet__V1__Condition>?>? {
        try list(conditions) { form, condition throws(EncodingFault) in
            form.pointee.type = try text(condition.type, "a condition's type")
            let status: AdapterCondition.Status = condition.status ? .isTrue : .isFalse
            form.pointee.status = status.form
            form.pointee.reason = try text(condition.reason, "a condition's reason")
            form.pointee.message = try text(condition.message, "a condition's message")
            form.pointee.observed_generation = condition.observedGeneration
            form.pointee.created_time = try moment(condition.createdTime, "created_time")
            form.pointee.last_updated_time = try moment(condition.lastUpdatedTime, "last_updated_time")
            form.pointee.last_transition_time = try moment(condition.lastTransitionTime, "last_transition_time")
        }
    }
}

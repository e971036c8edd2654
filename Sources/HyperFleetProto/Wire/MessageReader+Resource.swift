internal import CHyperFleetProto
internal import HyperFleetModel
internal import JSONModel

extension MessageReader {
    /// A resource of `kind`; nil with a violation where it or its metadata is missing.
    mutating func resource<Form: ResourceForm>(
        _ form: UnsafeMutablePointer<Form>?, _ field: StaticString, kind: ResourceKind
    ) -> Resource? {
        guard let form else { return missing(field) }
        return inside(field) { $0.resource(form, kind: kind) }
    }

    /// As `resource(_:_:kind:)`, of an element of a list.
    mutating func resource<Form: ResourceForm>(
        _ form: UnsafeMutablePointer<Form>, kind: ResourceKind
    ) -> Resource? {
        let conditions = list(form.pointee.conditions, form.pointee.conditionCount, "conditions") { $0.condition($1) }
        guard let metadata = form.pointee.metadata else { return missing("metadata") }
        let spec = JSONDocument(trusted: bytes(form.pointee.spec))
        return inside("metadata") { $0.resource(metadata, kind: kind, spec: spec, conditions: conditions) }
    }

    private mutating func resource(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ResourceMetadata>, kind: ResourceKind, spec: JSONDocument,
        conditions: [Condition]
    ) -> Resource {
        checkKind(form.pointee.kind, is: kind)
        let deletedBy = text(form.pointee.deleted_by)
        return Resource(
            id: id(form.pointee.id, "id"),
            kind: kind,
            name: text(form.pointee.name),
            owner: owner(form.pointee.owner, of: kind),
            labels: labels(form.pointee.labels),
            spec: spec,
            generation: count(form.pointee.generation, "generation"),
            generationTime: moment(form.pointee.generation_time, "generation_time"),
            resourceVersion: count(form.pointee.resource_version, "resource_version"),
            conditions: conditions,
            createdTime: moment(form.pointee.created_time, "created_time"),
            createdBy: text(form.pointee.created_by),
            updatedTime: moment(form.pointee.updated_time, "updated_time"),
            updatedBy: text(form.pointee.updated_by),
            deletedTime: optionalTimestamp(form.pointee.deleted_time, "deleted_time"),
            deletedBy: deletedBy.isEmpty ? nil : deletedBy)
    }

    /// A moment that must be there, but for partial resources, where the epoch stands for it.
    private mutating func moment(
        _ form: UnsafeMutablePointer<Google__Protobuf__Timestamp>?, _ field: StaticString
    ) -> Timestamp {
        if form == nil, isPartial { return Timestamp(microseconds: 0) }
        return timestamp(form, field)
    }

    private mutating func checkKind(_ text: UnsafeMutablePointer<CChar>?, is kind: ResourceKind) {
        let found = self.text(text)
        guard found != kind.name else { return }
        refuse("kind", rule: "enum", message: "must be '\(kind.name)'", value: found)
    }

    private mutating func owner(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__OwnerReference>?, of kind: ResourceKind
    ) -> ResourceID? {
        guard let form else { return kind == .cluster || isPartial ? nil : missing("owner") }
        return inside("owner") { reader in
            reader.checkKind(form.pointee.kind, is: .cluster)
            return reader.id(form.pointee.id, "id")
        }
    }

    /// Labels, which may be absent; a key that is given twice is refused, whichever of its values was meant.
    mutating func labels(_ form: UnsafeMutablePointer<Hyperfleet__V1__Labels>?) -> Labels {
        guard let form, let entries = form.pointee.entries else { return Labels() }
        return inside("labels") { reader in
            var read: [String: String] = [:]
            read.reserveCapacity(form.pointee.n_entries)
            for index in 0..<form.pointee.n_entries {
                guard let entry = entries[index] else { continue }
                let key = reader.text(entry.pointee.key)
                let former = read.updateValue(reader.text(entry.pointee.value), forKey: key)
                if former != nil {
                    reader.refuse(
                        "[\(ViolationValue.shown(key))]", rule: "unique", message: "is given more than once")
                }
            }
            return Labels(read)
        }
    }

    /// A condition of a resource: true or false.
    mutating func condition(_ form: UnsafeMutablePointer<Hyperfleet__V1__Condition>) -> Condition {
        let status = conditionStatus(form.pointee.status)
        if status == .unknown {
            refuse("status", rule: "enum", message: "must be TRUE or FALSE", value: "UNKNOWN")
        }
        return Condition(
            type: text(form.pointee.type),
            status: status == .isTrue,
            reason: text(form.pointee.reason),
            message: text(form.pointee.message),
            observedGeneration: count(form.pointee.observed_generation, "observed_generation"),
            createdTime: moment(form.pointee.created_time, "created_time"),
            lastUpdatedTime: moment(form.pointee.last_updated_time, "last_updated_time"),
            lastTransitionTime: moment(form.pointee.last_transition_time, "last_transition_time"))
    }
}

internal import CHyperFleetProto
internal import HyperFleetModel

extension MessageReader {
    /// What a write expects of the resource's present state.
    mutating func preconditions(_ form: UnsafeMutablePointer<Hyperfleet__V1__Preconditions>?) -> Preconditions {
        guard let form else { return .none }
        return inside("preconditions") { reader in
            Preconditions(
                ifResourceVersion: reader.count(form.pointee.if_resource_version, "if_resource_version"),
                ifGeneration: reader.count(form.pointee.if_generation, "if_generation"))
        }
    }

    /// Labels to set and to remove.
    mutating func labelChanges(_ form: UnsafeMutablePointer<Hyperfleet__V1__LabelChanges>) -> LabelChange {
        inside("label_changes") { reader in
            var set: [String: String] = [:]
            for index in 0..<form.pointee.n_set {
                guard let entry = form.pointee.set?[index] else { continue }
                let key = reader.text(entry.pointee.key)
                if set.updateValue(reader.text(entry.pointee.value), forKey: key) != nil {
                    reader.refuse(
                        "set[\(ViolationValue.shown(key))]", rule: "unique", message: "is given more than once")
                }
            }
            return .edit(set: Labels(set), unset: reader.texts(form.pointee.unset, form.pointee.n_unset))
        }
    }

    /// A list of texts.
    mutating func texts(
        _ texts: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int
    ) -> [String] {
        guard let texts else { return [] }
        return (0..<count).map { text(texts[$0]) }
    }

    /// What an earlier call with the same idempotency key did; nil where there was none.
    mutating func replay(_ form: UnsafeMutablePointer<Hyperfleet__V1__Replay>?) -> Replay? {
        guard let form else { return nil }
        return inside("replay") { reader in
            Replay(
                id: reader.id(form.pointee.id, "id"), generation: reader.count(form.pointee.generation, "generation"),
                resourceVersion: reader.count(form.pointee.resource_version, "resource_version"),
                recordedTime: reader.timestamp(form.pointee.recorded_time, "recorded_time"))
        }
    }

    /// What a force delete removed; nil with a violation where nothing is told.
    mutating func forceDeletion(_ form: UnsafeMutablePointer<Hyperfleet__V1__ForceDeletion>?) -> ForceDeletion? {
        guard let form else { return missing("deletion") }
        return inside("deletion") { reader in
            ForceDeletion(
                auditID: reader.id(form.pointee.audit_id, "audit_id"),
                removed: reader.list(form.pointee.removed, form.pointee.n_removed, "removed") { reader, form in
                    reader.removedResource(form)
                })
        }
    }

    private mutating func removedResource(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__RemovedResource>
    ) -> RemovedResource? {
        let kindName = text(form.pointee.kind)
        guard let kind = ResourceKind.allCases.first(where: { $0.name == kindName }) else {
            refuse("kind", rule: "enum", message: "must be Cluster or NodePool", value: kindName)
            return nil
        }
        return RemovedResource(
            kind: kind, id: id(form.pointee.id, "id"), name: text(form.pointee.name),
            generation: count(form.pointee.generation, "generation"),
            adapters: texts(form.pointee.adapters, form.pointee.n_adapters))
    }
}

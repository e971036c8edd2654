internal import HyperFleetModel
internal import JSONModel
internal import JSONSchema

/// The rules of an update that need no store (behaviour.md section 2, with D1 and D2).
enum UpdateRules {
    /// Checks everything that a caller said at once.
    static func check(
        labels: Labels?, spec: [UInt8]?, ifResourceVersion: Int64, schema: CompiledSchema?, caller: String
    ) throws(ServiceError) -> ResourceChange {
        guard labels != nil || spec != nil else {
            throw ServiceError(.badRequest, "At least one of spec and labels must be given for an update.")
        }
        var violations = CallerName.violations(of: caller) + PreconditionRules.violations(ifResourceVersion)
        var document: JSONDocument?
        if let spec { document = SpecRules.read(spec, schema: schema, violations: &violations) }
        violations += labels?.violations ?? []
        guard violations.isEmpty else { throw .invalid(violations) }
        return ResourceChange(
            spec: document, labels: labels, expectedVersion: ifResourceVersion, caller: caller)
    }

    /// The resource as the change leaves it; nil when nothing differs from what is stored.
    ///
    /// The conditions follow a new generation; relabelling alone recomputes none.
    static func apply(
        _ change: ResourceChange, to locked: LockedResource, requiredAdapters: [String]
    ) throws(ServiceError) -> Resource? {
        var resource = locked.resource
        if resource.isMarked {
            throw .marked(resource.kind, id: resource.id, forbids: "it can no longer be changed")
        }
        try PreconditionRules.check(change.expectedVersion, against: resource)
        let now = locked.writeTime
        let changesLabels = change.labels.map { $0 != resource.labels } ?? false
        var changesSpec = false
        if let spec = change.spec { changesSpec = try !areEqual(spec, resource.spec) }
        guard changesLabels || changesSpec else { return nil }
        if let labels = change.labels, changesLabels { resource.labels = labels }
        if let spec = change.spec, changesSpec {
            resource.spec = spec
            resource.generation += 1
            resource.generationTime = now
            resource.conditions = StatusAggregation.conditions(
                of: resource, statuses: locked.statuses, requiredAdapters: requiredAdapters,
                hasChildren: locked.childCount > 0)
        }
        resource.resourceVersion += 1
        resource.updatedTime = now
        resource.updatedBy = change.caller
        return resource
    }

    /// Whether two documents are the same JSON value: key order and spacing do not count, numbers by exact decimal
    /// value (behaviour.md D2).
    static func areEqual(_ left: JSONDocument, _ right: JSONDocument) throws(ServiceError) -> Bool {
        if left.bytes == right.bytes { return true }
        do throws(JSONParseError) {
            return try left.value() == right.value()
        } catch {
            throw .unreadable("document", error.message)
        }
    }
}

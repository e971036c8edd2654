internal import HyperFleetModel
internal import JSONModel
internal import JSONSchema

/// The rules of an update that need no store (behaviour.md section 2, with D1, D2, D10 and D12).
struct UpdateRules: Sendable {
    var schema: CompiledSchema?
    var requiredAdapters: [String]

    /// Checks everything that can be known before the resource is, at once.
    static func check(
        _ update: ResourceUpdate, schema: CompiledSchema?, caller: String
    ) throws(ServiceError) -> ResourceChange {
        guard update.labels != nil || update.spec != nil else {
            throw ServiceError(.badRequest, "At least one of spec and labels must be given for an update.")
        }
        var violations = CallerName.violations(of: caller) + PreconditionRules.violations(update.preconditions)
        let spec = Self.spec(of: update, schema: schema, violations: &violations)
        violations += update.labels?.violations ?? []
        guard violations.isEmpty else { throw .invalid(violations) }
        return ResourceChange(
            spec: spec, labels: update.labels, preconditions: update.preconditions, caller: caller)
    }

    private static func spec(
        of update: ResourceUpdate, schema: CompiledSchema?, violations: inout [Violation]
    ) -> ResourceChange.Spec? {
        switch update.spec {
        case nil:
            return nil
        case .replace(let bytes):
            return SpecRules.read(bytes, schema: schema, violations: &violations).map { .replaced($0) }
        case .merge(let bytes):
            return SpecRules.readPatch(bytes, violations: &violations).map { .merged($0) }
        }
    }

    /// The resource as the change leaves it; nil when nothing differs from what is stored.
    ///
    /// The conditions follow a new generation; relabelling alone recomputes none.
    func apply(_ change: ResourceChange, to locked: LockedResource) throws(ServiceError) -> Resource? {
        var resource = locked.resource
        if resource.isMarked {
            throw .marked(resource.kind, id: resource.id, forbids: "it can no longer be changed")
        }
        try PreconditionRules.check(change.preconditions, against: resource)
        let now = locked.writeTime
        let labels = try Self.labels(change, of: resource)
        let spec = try newSpec(change, of: resource)
        guard labels != resource.labels || spec != nil else { return nil }
        resource.labels = labels
        if let spec {
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

    private static func labels(_ change: ResourceChange, of resource: Resource) throws(ServiceError) -> Labels {
        guard let labels = change.labels?.applied(to: resource.labels) else { return resource.labels }
        let violations = labels.violations
        guard violations.isEmpty else { throw .invalid(violations) }
        return labels
    }

    /// The spec that the change leads to; nil when it is the stored one.
    private func newSpec(_ change: ResourceChange, of resource: Resource) throws(ServiceError) -> JSONDocument? {
        switch change.spec {
        case nil:
            return nil
        case .replaced(let spec):
            return try Self.areEqual(spec, resource.spec) ? nil : spec
        case .merged(let patch):
            let stored = try Self.value(resource.spec)
            let merged = stored.merged(with: patch)
            guard merged != stored else { return nil }
            var violations: [Violation] = []
            let spec = SpecRules.read(merged.serialized(), schema: schema, violations: &violations)
            guard let spec else { throw .invalid(violations) }
            return spec
        }
    }

    /// Whether two documents are the same JSON value: key order and spacing do not count, numbers by exact decimal
    /// value (behaviour.md D2).
    static func areEqual(_ left: JSONDocument, _ right: JSONDocument) throws(ServiceError) -> Bool {
        if left.bytes == right.bytes { return true }
        let value = try value(left)
        return try read(right) { document throws(JSONParseError) in try document.tape().isEqual(to: value) }
    }

    private static func value(_ document: JSONDocument) throws(ServiceError) -> JSONValue {
        try read(document) { document throws(JSONParseError) in try document.value() }
    }

    private static func read<Answer>(
        _ document: JSONDocument, _ work: (JSONDocument) throws(JSONParseError) -> Answer
    ) throws(ServiceError) -> Answer {
        do throws(JSONParseError) {
            return try work(document)
        } catch {
            throw .unreadable("document", error.message)
        }
    }
}

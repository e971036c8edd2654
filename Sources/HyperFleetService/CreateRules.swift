internal import HyperFleetModel
internal import JSONModel
internal import JSONSchema

/// The rules of a create that need no store (behaviour.md section 1.7).
enum CreateRules {
    /// Checks everything that a caller said at once and answers the spec as a checked document.
    static func check(
        _ kind: ResourceKind, owner: ResourceReference?, name: String, labels: Labels, spec: [UInt8],
        schema: CompiledSchema?, caller: String
    ) throws(ServiceError) -> JSONDocument {
        var violations = CallerName.violations(of: caller) + ResourceName.violations(of: name, kind: kind)
        switch (kind, owner) {
        case (.nodePool, nil):
            violations.append(Violation(field: "cluster", rule: "required", message: "is required for a node pool"))
        case (.cluster, .some):
            violations.append(
                Violation(field: "cluster", rule: "forbidden", message: "must not be given for a cluster"))
        case (.nodePool, .some), (.cluster, nil): break
        }
        let document = SpecRules.read(spec, schema: schema, violations: &violations)
        violations += labels.violations
        guard violations.isEmpty, let document else { throw .invalid(violations) }
        return document
    }

    /// A new resource as it is stored: generation and version 1, all times `now`.
    static func resource(
        id: ResourceID, kind: ResourceKind, owner: ResourceID?, name: String, labels: Labels, spec: JSONDocument,
        caller: String, now: Timestamp, requiredAdapters: [String]
    ) -> Resource {
        var resource = Resource(
            id: id, kind: kind, name: name, owner: owner, labels: labels, spec: spec, generation: 1,
            generationTime: now, resourceVersion: 1, conditions: [], createdTime: now, createdBy: caller,
            updatedTime: now, updatedBy: caller)
        resource.conditions = StatusAggregation.conditions(
            of: resource, statuses: [], requiredAdapters: requiredAdapters, hasChildren: false)
        return resource
    }
}

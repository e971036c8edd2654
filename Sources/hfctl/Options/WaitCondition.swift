internal import ArgumentParser
internal import HyperFleetModel

/// What is waited for: `condition=TYPE`, `condition=TYPE=False`, `generation=N` or `deleted`.
enum WaitCondition: ExpressibleByArgument, Sendable {
    /// The condition has this status at the resource's present generation.
    case condition(type: String, status: Bool)
    /// The resource has this generation or a later one.
    case generation(Int64)
    /// The resource is gone.
    case deleted

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("deleted", 1), ("delete", 1): self = .deleted
        case ("generation", 2):
            guard let number = Int64(parts[1]), number > 0 else { return nil }
            self = .generation(number)
        case ("condition", 2) where !parts[1].isEmpty: self = .condition(type: parts[1], status: true)
        case ("condition", 3) where !parts[1].isEmpty:
            guard ["true", "false"].contains(parts[2].lowercased()) else { return nil }
            self = .condition(type: parts[1], status: parts[2].lowercased() == "true")
        default: return nil
        }
    }

    /// Whether `resource` is so; nil is a resource that is gone.
    func holds(for resource: Resource?) -> Bool {
        switch self {
        case .deleted: return resource == nil
        case .generation(let number): return (resource?.generation ?? 0) >= number
        case .condition(let type, let status):
            guard let resource, let condition = resource.conditions.first(where: { $0.type == type }) else {
                return false
            }
            return condition.status == status && condition.observedGeneration == resource.generation
        }
    }

    var words: String {
        switch self {
        case .deleted: "deleted"
        case .generation(let number): "generation=\(number)"
        case .condition(let type, let status): "condition=\(type)=\(status ? "True" : "False")"
        }
    }
}

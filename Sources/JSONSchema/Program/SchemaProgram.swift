internal import BasicContainers

/// Compiled schemas that refer to each other by number, so that cycles are nothing special.
///
/// `@unchecked Sendable`: nothing changes once it is made; the nodes, which lie behind a pointer so that a run can read
/// them where they lie while it changes itself, go with the program.
final class SchemaProgram: @unchecked Sendable {
    let nodes: UnsafePointer<SchemaNode>
    private let count: Int
    /// What the resources are called that the nodes belong to.
    let resources: [ResourceName]
    /// Of each name that dynamic references use: from a resource to the schema that has the name there.
    let dynamicTargets: [[Int: Int]]
    /// How much checking a value may take.
    let limits: SchemaLimits
    /// Whether any schema declares values secret.
    let hasSecrets: Bool

    init(
        nodes: consuming UniqueArray<SchemaNode>, resources: [ResourceName], dynamicTargets: [[Int: Int]],
        limits: SchemaLimits
    ) {
        var hasSecrets = false
        for number in nodes.indices where nodes[number].isSecret { hasSecrets = true }
        self.hasSecrets = hasSecrets
        count = nodes.count
        let kept = UnsafeMutablePointer<SchemaNode>.allocate(capacity: nodes.count)
        while let node = nodes.popLast() { (kept + nodes.count).initialize(to: node) }
        self.nodes = UnsafePointer(kept)
        self.resources = resources
        self.dynamicTargets = dynamicTargets
        self.limits = limits
    }

    deinit {
        let kept = UnsafeMutablePointer(mutating: nodes)
        kept.deinitialize(count: count)
        kept.deallocate()
    }
}

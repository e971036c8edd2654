/// Compiled schemas that refer to each other by number, so that cycles are nothing special.
final class SchemaProgram: Sendable {
    let nodes: [SchemaNode]
    /// What the resources are called that the nodes belong to.
    let resources: [ResourceName]
    /// Of each name that dynamic references use: from a resource to the schema that has the name there.
    let dynamicTargets: [[Int: Int]]
    /// How much checking a value may take.
    let limits: SchemaLimits
    /// Whether any schema declares values secret.
    let hasSecrets: Bool

    init(nodes: [SchemaNode], resources: [ResourceName], dynamicTargets: [[Int: Int]], limits: SchemaLimits) {
        self.nodes = nodes
        self.resources = resources
        self.dynamicTargets = dynamicTargets
        self.limits = limits
        self.hasSecrets = nodes.contains { $0.isSecret }
    }
}

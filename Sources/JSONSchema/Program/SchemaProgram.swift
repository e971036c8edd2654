/// Compiled schemas that refer to each other by number, so that cycles are nothing special.
final class SchemaProgram: Sendable {
    let nodes: [SchemaNode]
    /// Whether any schema declares values secret.
    let hasSecrets: Bool

    init(nodes: [SchemaNode]) {
        self.nodes = nodes
        self.hasSecrets = nodes.contains { $0.isSecret }
    }
}

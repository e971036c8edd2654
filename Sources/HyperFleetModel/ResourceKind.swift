/// The kinds of resource that a fleet is made of.
public enum ResourceKind: String, Sendable, CaseIterable, Hashable {
    case cluster = "Cluster"
    case nodePool = "NodePool"

    /// The kind's name as users, rows (`owner_type`) and messages spell it: `Cluster`, `NodePool`.
    public var name: String { rawValue }
}

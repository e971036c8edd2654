/// A resource's labels: at most 64 keys with a value each, by Kubernetes' rules (behaviour.md section 1.6).
public struct Labels: Sendable, Hashable {
    /// Value by key.
    public var entries: [String: String]

    /// Labels of these pairs, not yet checked.
    public init(_ entries: [String: String] = [:]) {
        self.entries = entries
    }

    /// In key order, as they are shown and stored.
    public var sorted: [(key: String, value: String)] {
        entries.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
    }
}

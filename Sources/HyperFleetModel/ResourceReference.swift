/// How a caller points at one resource: by id, or by a name that is looked up (behaviour.md D22).
public indirect enum ResourceReference: Sendable, Hashable {
    case id(ResourceID)
    /// A cluster's name, or a node pool's name within the cluster that `owner` points at.
    case name(String, owner: ResourceReference?)
}

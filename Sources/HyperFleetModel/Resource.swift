public import JSONModel

/// A cluster or a node pool: what its users want, and what is known of it.
public struct Resource: Identifiable, Sendable {
    /// UUID version 7, made by the server.
    public var id: ResourceID
    /// Cluster or node pool.
    public var kind: ResourceKind
    /// Set by the user on create, immutable; unique among active resources (of one owner, for node pools).
    public var name: String
    /// The cluster that a node pool belongs to; nil for a cluster.
    public var owner: ResourceID?
    /// Set by the user, replaced as a whole.
    public var labels: Labels
    /// What the user wants: a JSON object that the provider's schema accepts.
    public var spec: JSONDocument
    /// Counts changes of the desired state: changes of the spec, and the first delete. Starts at 1.
    public var generation: Int64
    /// When `generation` last changed.
    public var generationTime: Timestamp
    /// Counts every stored change of the row, conditions included. Starts at 1.
    public var resourceVersion: Int64
    /// In order: Reconciled, LastKnownReconciled, then one per required adapter.
    public var conditions: [Condition]
    /// When it was created, by the clock of the server that did.
    public var createdTime: Timestamp
    /// Who created it, as the server knows the caller.
    public var createdBy: String
    /// When a user last changed the resource; reports do not count.
    public var updatedTime: Timestamp
    /// Who made that change.
    public var updatedBy: String
    /// When the resource was marked for deletion; nil while it is active.
    public var deletedTime: Timestamp?
    /// Who marked it; nil while it is active.
    public var deletedBy: String?

    /// A resource with every field given.
    public init(
        id: ResourceID, kind: ResourceKind, name: String, owner: ResourceID?, labels: Labels, spec: JSONDocument,
        generation: Int64, generationTime: Timestamp, resourceVersion: Int64, conditions: [Condition],
        createdTime: Timestamp, createdBy: String, updatedTime: Timestamp, updatedBy: String,
        deletedTime: Timestamp? = nil, deletedBy: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.owner = owner
        self.labels = labels
        self.spec = spec
        self.generation = generation
        self.generationTime = generationTime
        self.resourceVersion = resourceVersion
        self.conditions = conditions
        self.createdTime = createdTime
        self.createdBy = createdBy
        self.updatedTime = updatedTime
        self.updatedBy = updatedBy
        self.deletedTime = deletedTime
        self.deletedBy = deletedBy
    }

    /// Whether the resource is marked for deletion and waits for its adapters: *finalizing*.
    public var isMarked: Bool { deletedTime != nil }
}

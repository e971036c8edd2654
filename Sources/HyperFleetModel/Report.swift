/// What an adapter wants to say about a resource.
public struct Report: Sendable {
    /// Who reports: `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`, at most 63 bytes.
    public var adapter: String
    /// The generation that it worked on; at least 1.
    public var observedGeneration: Int64
    /// When it saw what it reports; nil means now.
    public var observedTime: Timestamp?
    /// At most 100; their `lastTransitionTime` is ignored.
    public var conditions: [AdapterCondition]
    /// A JSON object in UTF-8; empty means `{}`.
    public var data: [UInt8]
    /// What the resource must be now.
    public var preconditions: Preconditions

    /// A report with every field given.
    public init(
        adapter: String, observedGeneration: Int64, observedTime: Timestamp? = nil,
        conditions: [AdapterCondition], data: [UInt8] = [], preconditions: Preconditions = .none
    ) {
        self.adapter = adapter
        self.observedGeneration = observedGeneration
        self.observedTime = observedTime
        self.conditions = conditions
        self.data = data
        self.preconditions = preconditions
    }
}

/// What became of a report (behaviour.md D3).
public enum ReportOutcome: String, Sendable, CaseIterable {
    case applied = "APPLIED"
    case appliedNotAggregated = "APPLIED_NOT_AGGREGATED"
    case unchanged = "UNCHANGED"
    case staleGeneration = "STALE_GENERATION"
    case futureGeneration = "FUTURE_GENERATION"
    case staleTime = "STALE_TIME"
    case unknownIgnored = "UNKNOWN_IGNORED"
    case resourceRemoved = "RESOURCE_REMOVED"
}

/// The answer to a report: its outcome, and what is stored now.
public struct ReportAnswer: Sendable {
    /// What became of the report.
    public var outcome: ReportOutcome
    /// The adapter's report as stored now; nil when none is (a discarded first report).
    public var status: AdapterStatus?
    /// The resource that the report is about.
    public var resourceID: ResourceID
    /// The resource's generation after the report.
    public var generation: Int64
    /// The resource's version after the report.
    public var resourceVersion: Int64
    /// The resource's conditions after the report.
    public var conditions: [Condition]

    /// An answer with every field given.
    public init(
        outcome: ReportOutcome, status: AdapterStatus?, resourceID: ResourceID, generation: Int64,
        resourceVersion: Int64, conditions: [Condition]
    ) {
        self.outcome = outcome
        self.status = status
        self.resourceID = resourceID
        self.generation = generation
        self.resourceVersion = resourceVersion
        self.conditions = conditions
    }
}

/// The resource that a report is about.
public struct ReportTarget: Sendable, Hashable {
    /// Cluster or node pool.
    public var kind: ResourceKind
    /// Which one.
    public var reference: ResourceReference

    /// The resource of `kind` that `reference` points at.
    public init(kind: ResourceKind, reference: ResourceReference) {
        self.kind = kind
        self.reference = reference
    }
}

/// What an update asks for; what is nil stays as it is, and at least one part must be there.
public struct ResourceUpdate: Sendable, Hashable {
    /// The labels' change.
    public var labels: LabelChange?
    /// The spec's change.
    public var spec: SpecChange?
    /// What the resource must be now.
    public var preconditions: Preconditions
    /// Whether every check runs and nothing is stored; the answer says what would be.
    public var isDryRun: Bool

    /// An update of these parts.
    public init(
        labels: LabelChange? = nil, spec: SpecChange? = nil, preconditions: Preconditions = .none,
        isDryRun: Bool = false
    ) {
        self.labels = labels
        self.spec = spec
        self.preconditions = preconditions
        self.isDryRun = isDryRun
    }
}

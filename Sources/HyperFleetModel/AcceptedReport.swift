/// What became of one report of many that was taken.
public struct AcceptedReport: Sendable, Hashable {
    /// What became of it.
    public var outcome: ReportOutcome
    /// The resource that the report is about.
    public var resourceID: ResourceID
    /// The resource's generation after the report.
    public var generation: Int64
    /// The resource's version after the report.
    public var resourceVersion: Int64

    /// An accepted report with every field given.
    public init(outcome: ReportOutcome, resourceID: ResourceID, generation: Int64, resourceVersion: Int64) {
        self.outcome = outcome
        self.resourceID = resourceID
        self.generation = generation
        self.resourceVersion = resourceVersion
    }

    /// The short form of an answer.
    public init(_ answer: ReportAnswer) {
        self.init(
            outcome: answer.outcome, resourceID: answer.resourceID, generation: answer.generation,
            resourceVersion: answer.resourceVersion)
    }
}

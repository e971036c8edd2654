/// What adapters reported about a resource, and which ones it waits for.
public struct AdapterOverview: Sendable {
    /// Ordered by adapter.
    public var statuses: [AdapterStatus]
    /// The adapters that a resource of its kind waits for, in the order of its conditions.
    public var requiredAdapters: [String]

    /// An overview of these.
    public init(statuses: [AdapterStatus], requiredAdapters: [String]) {
        self.statuses = statuses
        self.requiredAdapters = requiredAdapters
    }
}

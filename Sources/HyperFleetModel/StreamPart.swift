/// Some of the resources of a streamed list, or its end.
public struct StreamPart: Sendable {
    /// The next ones, in the list's order; empty at the end.
    public var resources: [Resource]
    /// In the last part only.
    public var end: StreamEnd?
    /// Whether the resources have only the members that were asked for (`FieldMask`); the others are empty.
    public var isPartial: Bool

    /// A part of a stream.
    public init(resources: [Resource], end: StreamEnd? = nil, isPartial: Bool = false) {
        self.resources = resources
        self.end = end
        self.isPartial = isPartial
    }
}

/// How a streamed list ended: complete, from one snapshot.
public struct StreamEnd: Sendable, Hashable {
    /// The snapshot that all of it came from, for who wants to follow what happens after it; opaque.
    public var snapshot: String
    /// How many resources were sent in all.
    public var count: Int64

    /// The end of a stream.
    public init(snapshot: String, count: Int64) {
        self.snapshot = snapshot
        self.count = count
    }
}

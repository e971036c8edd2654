/// What a write expects of the resource's present state (behaviour.md D10).
///
/// A difference is answered `ABORTED` with the present state, and never tried again by the library: the change was
/// thought out against something else.
public struct Preconditions: Sendable, Hashable {
    /// The `resource_version` that the resource must have; 0 means any.
    public var resourceVersion: Int64
    /// The `generation` that the resource must have; 0 means any.
    public var generation: Int64

    /// Expectations; without arguments, none.
    public init(ifResourceVersion: Int64 = 0, ifGeneration: Int64 = 0) {
        resourceVersion = ifResourceVersion
        generation = ifGeneration
    }

    /// Anything will do.
    public static let none = Preconditions()
}

/// How far a sweep over all resources came.
package enum SweepStep: Sendable, Hashable {
    /// This many resources were looked at; there may be more.
    case advanced(Int)
    /// All resources have been looked at under these settings.
    case finished
    /// Another server is at it.
    case elsewhere
    /// A server with other settings has begun a sweep of its own.
    case superseded
}

/// How a client with several addresses shares its calls out among them.
public enum LoadBalancing: Sendable, Hashable {
    /// One after the other.
    case roundRobin
    /// Of two addresses taken at random, the one with fewer calls running: the slow get less.
    case leastInFlight
}

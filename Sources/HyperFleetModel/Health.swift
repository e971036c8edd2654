/// What a server says of its own health.
public struct Health: Sendable, Hashable {
    /// Whether calls can be expected to work.
    public var isServing: Bool
    /// Why not; empty while it is serving.
    public var message: String
    /// The server program's version.
    public var version: String

    /// A health report.
    public init(isServing: Bool, message: String = "", version: String) {
        self.isServing = isServing
        self.message = message
        self.version = version
    }
}

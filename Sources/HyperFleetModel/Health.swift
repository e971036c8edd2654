/// What a server says of its own health.
public struct Health: Sendable, Hashable {
    /// Whether calls can be expected to work.
    public var isServing: Bool
    /// Why not; empty while it is serving.
    public var message: String
    /// The server program's version.
    public var version: String
    /// A hash of the settings of the kinds, the same on servers that follow the same ones.
    public var kindsHash: String

    /// A health report.
    public init(isServing: Bool, message: String = "", version: String, kindsHash: String = "") {
        self.isServing = isServing
        self.message = message
        self.version = version
        self.kindsHash = kindsHash
    }
}

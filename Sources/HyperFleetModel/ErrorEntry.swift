/// What is known of one reason of refusal (behaviour.md section 9.2).
public struct ErrorEntry: Sendable, Hashable {
    /// The stable word that programs branch on.
    public let reason: ErrorReason
    /// The canonical code that the call ends with.
    public let code: CanonicalCode
    /// A few words.
    public let title: String
    /// When it is raised.
    public let raisedWhen: String
    /// What the user can do.
    public let remedy: String
}

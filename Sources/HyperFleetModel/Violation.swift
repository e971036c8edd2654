/// One rule that one field of a request breaks; becomes a field violation of the call's status.
public struct Violation: Sendable, Hashable {
    /// Where: `name`, `labels[env]`, or a JSON pointer behind `spec`: `spec/platform/gcp/region`.
    public var field: String
    /// Which rule, in a stable word: `required`, `pattern`, `max_length`, or the schema keyword.
    public var rule: String
    /// What was wrong and what would be right, for people.
    public var message: String
    /// The offending value, shortened; nil where it is secret or says nothing.
    public var value: String?

    /// A violation of `rule` by `field`.
    public init(field: String, rule: String, message: String, value: String? = nil) {
        self.field = field
        self.rule = rule
        self.message = message
        self.value = value
    }
}

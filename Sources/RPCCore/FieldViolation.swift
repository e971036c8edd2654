/// One rule that one field of a request broke.
public struct FieldViolation: Sendable, Hashable {
    /// Where: a field path of the message (`name`, `labels[env]`), with a JSON pointer behind it inside a JSON
    /// field (`spec/platform/gcp/region`).
    public var field: String
    /// Which rule: a stable word such as `required`, `pattern`, `max_length`, or a schema keyword.
    public var rule: String
    /// What was wrong and what would be right, for people.
    public var message: String
    /// The offending value, shortened; absent where it is secret or says nothing.
    public var value: String?

    /// A violation of `rule` by `field`.
    public init(field: String, rule: String, message: String, value: String? = nil) {
        self.field = field
        self.rule = rule
        self.message = message
        self.value = value
    }
}

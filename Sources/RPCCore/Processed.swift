/// Whether a failed call may have had an effect: what decides if a repeat is safe.
public enum Processed: UInt8, Sendable, CaseIterable {
    /// It may have had an effect, or not: a repeat needs an idempotency key or a look first.
    case maybe = 0
    /// It certainly had none: a repeat is safe.
    case no = 1
    /// It was carried out as far as the status says; a repeat would be a second call.
    case yes = 2
}

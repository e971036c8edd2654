/// Why the store could not do what was asked; the store has translated every SQLSTATE by then.
package enum StoreError: Error, Sendable {
    /// An active resource has this name already.
    case nameTaken
    /// An earlier call has taken the idempotency key; nothing was stored.
    case keyTaken
    /// The spec takes more than 256 KiB as the database prints it; nothing was stored.
    case specTooLarge
    /// The database is away or refuses connections for now.
    case unavailable(String, retryAfter: Duration, processed: Processedness)
    /// The database has no room left for what was to be stored; nothing was. The text is for the log only.
    case outOfSpace(String)
    /// Too many calls wait for the database already.
    case overloaded(retryAfter: Duration)
    /// The statement took longer than it may, or the call's deadline passed.
    case timedOut
    /// The call was cancelled.
    case cancelled
    /// Conflicting transactions won every time; nothing was done.
    case conflict
    /// Anything else: a defect. The text is for the log only.
    case failure(String)

    /// Whether a failed write may have been carried out.
    package enum Processedness: Sendable {
        case no
        case maybe
    }
}

/// Why a client waits no longer for a call; the numbers are those of the status it saw itself.
package enum CancelCause: UInt8, Sendable, CaseIterable {
    /// The caller gave up.
    case cancelled = 1
    /// The caller's deadline passed.
    case deadlineExceeded = 4
}

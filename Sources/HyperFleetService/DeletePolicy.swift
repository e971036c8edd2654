/// What a cluster's delete does about its active node pools (behaviour.md section 5.2).
package enum DeletePolicy: String, Sendable, Hashable, CaseIterable {
    /// They are marked with it.
    case cascade
    /// They forbid it.
    case restrict
}

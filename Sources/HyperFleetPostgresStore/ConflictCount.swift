internal import Synchronization

/// How often a transaction lost to another one (a deadlock, a serialization failure, a lock that came too late) and was
/// run again, since the start.
package final class ConflictCount: Sendable {
    private let count = Atomic(0)

    /// How often so far.
    package var value: Int { count.load(ordering: .relaxed) }

    func increment() {
        count.wrappingAdd(1, ordering: .relaxed)
    }
}

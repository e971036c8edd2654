package import HyperFleetModel

/// Who removed what by force, when and why: a row that outlives what it tells of.
package struct ForceDeletionRecord: Sendable, Hashable {
    package var deletion: ForceDeletion
    /// The database's clock under the lock.
    package var time: Timestamp
    package var caller: String
    package var reason: String
    /// The resource that the call was about: the first one that was removed.
    package var resource: RemovedResource

    package init(
        deletion: ForceDeletion, time: Timestamp, caller: String, reason: String, resource: RemovedResource
    ) {
        self.deletion = deletion
        self.time = time
        self.caller = caller
        self.reason = reason
        self.resource = resource
    }
}

internal import HyperFleetModel
internal import Synchronization

/// The ids of creates that the server has acknowledged, gathered from many workers.
final class Acknowledged: Sendable {
    private let ids = Mutex<[ResourceID]>([])

    /// Remembers one more.
    func add(_ id: ResourceID) {
        ids.withLock { $0.append(id) }
    }

    /// All of them, in the order of their answers.
    var all: [ResourceID] {
        ids.withLock { $0 }
    }
}

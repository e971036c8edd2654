import HyperFleetModel
import Synchronization

/// What the clients of a random program were told: the model that the database is compared with.
final class ProgramLog: Sendable {
    private struct State {
        var resources: [Resource] = []
        var generations: [ResourceID: Int64] = [:]
        var reports: [ResourceID: [String: Int64]] = [:]
        var removed: Set<ResourceID> = []
        var versions: [ResourceID: Set<Int64>] = [:]
        var sharedVersions: [String] = []
    }

    private let state = Mutex(State())

    func add(_ resource: Resource) {
        state.withLock { $0.resources.append(resource) }
    }

    /// A resource that was made at some time.
    func any(using random: inout some RandomNumberGenerator) -> Resource? {
        let resources = state.withLock(\.resources)
        return resources.randomElement(using: &random)
    }

    func raised(_ id: ResourceID, to generation: Int64) {
        state.withLock { $0.generations[id] = max($0.generations[id] ?? 1, generation) }
    }

    /// A write was answered with the version that it made; no other write may have made the same.
    func wrote(_ id: ResourceID, version: Int64) {
        state.withLock { state in
            let isNew = state.versions[id, default: []].insert(version).inserted
            if !isNew { state.sharedVersions.append("\(id) \(version)") }
        }
    }

    func applied(_ id: ResourceID, _ adapter: String, generation: Int64) {
        state.withLock { state in
            let former = state.reports[id]?[adapter] ?? 0
            state.reports[id, default: [:]][adapter] = max(former, generation)
        }
    }

    func removed(_ id: ResourceID) {
        state.withLock { _ = $0.removed.insert(id) }
    }

    var all: [Resource] { state.withLock(\.resources) }
    var removedIDs: Set<ResourceID> { state.withLock(\.removed) }
    func isRemoved(_ id: ResourceID) -> Bool { state.withLock { $0.removed.contains(id) } }
    func generation(of id: ResourceID) -> Int64 { state.withLock { $0.generations[id] ?? 1 } }
    /// The latest version that a write was answered with.
    func version(of id: ResourceID) -> Int64 { state.withLock { $0.versions[id]?.max() ?? 1 } }
    /// Versions that two writes claim to have made.
    var sharedVersions: [String] { state.withLock(\.sharedVersions) }
    func reports(of id: ResourceID) -> [String: Int64] { state.withLock { $0.reports[id] ?? [:] } }
}

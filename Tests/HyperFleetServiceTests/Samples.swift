import HyperFleetModel
import JSONModel

@testable import HyperFleetService

/// Moments that are easy to tell apart: whole minutes after the first of January 2026.
func minute(_ number: Int64) -> Timestamp {
    Timestamp(microseconds: 1_767_225_600_000_000 + number * 60_000_000)
}

extension Resource {
    /// A cluster, or a node pool of one, made at minute 0.
    static func sample(
        _ kind: ResourceKind = .cluster, name: String = "prod", generation: Int64 = 1, labels: [String: String] = [:],
        spec: String = "{}", conditions: [Condition] = [], deleted: Timestamp? = nil
    ) -> Resource {
        Resource(
            id: .make(), kind: kind, name: name,
            owner: kind == .nodePool ? ResourceID(high: 1, low: 1) : nil, labels: Labels(labels),
            spec: JSONDocument(trusted: Array(spec.utf8)), generation: generation, generationTime: minute(0),
            resourceVersion: 1, conditions: conditions, createdTime: minute(0), createdBy: "maker",
            updatedTime: minute(0), updatedBy: "maker", deletedTime: deleted,
            deletedBy: deleted == nil ? nil : "deleter")
    }
}

extension Resource {
    var specText: String { String(decoding: spec.bytes, as: UTF8.self) }
}

extension LockedResource {
    /// A locked resource without reports and children.
    static func sample(
        _ resource: Resource, statuses: [AdapterStatus] = [], childCount: Int = 0, now: Timestamp = minute(1)
    ) -> LockedResource {
        LockedResource(resource: resource, statuses: statuses, childCount: childCount, now: now)
    }

    static func sample(generation: Int64 = 1, now: Timestamp = minute(1)) -> LockedResource {
        sample(.sample(generation: generation), now: now)
    }
}

extension AdapterCondition {
    static func sample(_ type: String, _ status: Status, reason: String = "") -> AdapterCondition {
        AdapterCondition(type: type, status: status, reason: reason, message: "", lastTransitionTime: minute(0))
    }

    /// What a report must say, with this of `Available`, and `Finalized` where it is given.
    static func samples(available: Status = .isTrue, finalized: Status? = nil) -> [AdapterCondition] {
        let mandatory = [
            sample("Available", available), sample("Applied", .isTrue), sample("Health", .isTrue),
        ]
        return mandatory + (finalized.map { [sample("Finalized", $0)] } ?? [])
    }
}

extension AdapterStatus {
    static func sample(
        adapter: String = "dns", observedGeneration: Int64 = 1, available: AdapterCondition.Status = .isTrue,
        finalized: AdapterCondition.Status? = nil, time: Timestamp = minute(1)
    ) -> AdapterStatus {
        AdapterStatus(
            adapter: adapter, observedGeneration: observedGeneration,
            conditions: AdapterCondition.samples(available: available, finalized: finalized), data: .emptyObject,
            createdTime: time, lastReportTime: time)
    }
}

extension Report {
    static func sample(
        adapter: String = "dns", observedGeneration: Int64 = 1, observedTime: Timestamp? = nil,
        conditions: [AdapterCondition] = AdapterCondition.samples(), data: String = ""
    ) -> Report {
        Report(
            adapter: adapter, observedGeneration: observedGeneration, observedTime: observedTime,
            conditions: conditions, data: Array(data.utf8))
    }
}

extension KindSettings {
    /// Settings with these adapters, which must be good.
    static func sample(cluster: [String] = [], nodePool: [String] = []) throws -> KindSettings {
        try KindSettings(clusterAdapters: cluster, nodePoolAdapters: nodePool)
    }
}

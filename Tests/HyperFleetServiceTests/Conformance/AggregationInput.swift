import HyperFleetModel
import JSONModel

@testable import HyperFleetService

/// Reads the values of aggregation cases, and compares conditions with what a case expects of them.
enum AggregationInput {
    /// The aggregation that a case's input describes; what it does not say is nothing, 1 or the epoch.
    static func aggregation(_ input: JSONValue) throws -> StatusAggregation {
        let required = input["required_adapters"]?.items.compactMap(\.text) ?? []
        let generation = input["resource_generation"]?.int ?? 1
        var snapshots: [String: AdapterSnapshot] = [:]
        for (adapter, value) in input["snapshots"]?.members ?? [] {
            snapshots[adapter] = snapshot(adapter, value)
        }
        if let statuses = input["adapter_statuses"]?.items {
            snapshots = StatusAggregation.snapshots(
                of: statuses.compactMap(status), requiredAdapters: required, resourceGeneration: generation)
        }
        var previous = (input["prev_conditions"]?.items ?? []).map { condition($0) }
        previous += (input["previous_by_type"]?.members ?? []).map { condition($0.value) }
        if let former = input["previous"], !former.isNull { previous.append(condition(former)) }
        return StatusAggregation(
            generation: generation, reference: time(input["ref_time"]),
            isMarked: input["deleted_time"].map { !$0.isNull } ?? false, requiredAdapters: required,
            snapshots: snapshots, previous: previous,
            hasChildren: input["has_active_children"]?.flag ?? false)
    }

    static func time(_ value: JSONValue?) -> Timestamp {
        value?.text.flatMap(Timestamp.init(rfc3339:)) ?? Timestamp(microseconds: 0)
    }

    static func snapshot(_ adapter: String, _ value: JSONValue) -> AdapterSnapshot {
        AdapterSnapshot(
            adapter: adapter, generation: value["generation"]?.int ?? 0, time: time(value["observed_time"]),
            isAvailable: value["available"]?.flag ?? false, isFinalized: value["finalized"]?.flag ?? false,
            reason: value["reason"]?.text ?? "", message: value["message"]?.text ?? "")
    }

    /// A stored report; nil where the case stores what a typed column cannot hold.
    static func status(_ value: JSONValue) -> AdapterStatus? {
        guard case .array(let items)? = value["conditions"] else { return nil }
        let reported = time(value["last_report_time"])
        return AdapterStatus(
            adapter: value["adapter"]?.text ?? "", observedGeneration: value["observed_generation"]?.int ?? 0,
            conditions: items.compactMap { adapterCondition($0, at: reported) }, data: .emptyObject,
            createdTime: reported, lastReportTime: reported)
    }

    static func adapterCondition(_ value: JSONValue, at time: Timestamp) -> AdapterCondition? {
        guard let status = value["status"]?.text.flatMap(AdapterCondition.Status.init) else { return nil }
        return AdapterCondition(
            type: value["type"]?.text ?? "", status: status, reason: value["reason"]?.text ?? "",
            message: value["message"]?.text ?? "", lastTransitionTime: time)
    }

    static func condition(_ value: JSONValue) -> Condition {
        Condition(
            type: value["type"]?.text ?? "", status: value["status"]?.text == "True",
            reason: value["reason"]?.text ?? "", message: value["message"]?.text ?? "",
            observedGeneration: value["observed_generation"]?.int ?? 0, createdTime: time(value["created_time"]),
            lastUpdatedTime: time(value["last_updated_time"]),
            lastTransitionTime: time(value["last_transition_time"]))
    }

    /// Whether a condition is as far as `expected` says how.
    static func matches(_ condition: Condition, _ expected: JSONValue) -> Bool {
        expected.members.allSatisfy { key, value in
            switch key {
            case "type": condition.type == value.text
            case "status": (condition.status ? "True" : "False") == value.text
            case "reason": condition.reason == value.text ?? ""
            case "observed_generation": condition.observedGeneration == value.int
            case "created_time": condition.createdTime == time(value)
            case "last_updated_time": condition.lastUpdatedTime == time(value)
            case "last_transition_time": condition.lastTransitionTime == time(value)
            default: false
            }
        }
    }

    /// Whether conditions are as far as `expected` says how, in its order.
    static func matches(_ conditions: [Condition], _ expected: JSONValue) -> Bool {
        conditions.count == expected.items.count
            && zip(conditions, expected.items).allSatisfy { matches($0, $1) }
    }
}

internal import HyperFleetModel

/// One thing that a resource waits for.
struct Blocker: Sendable {
    /// The adapter that is waited for; nil for node pools.
    var adapter: String?
    /// What is missing, in a few words.
    var what: String
    /// Since when.
    var since: Timestamp
    /// What the adapter last said: its condition's reason and message.
    var lastWord: String
    /// When it last reported; nil when it never did.
    var lastReport: Timestamp?

    var subject: String { adapter ?? "node pools" }
}

extension ResourceInsight {
    /// Whether everything that is asked for has been done.
    var isSettled: Bool {
        resource.conditions.first { $0.type == "Reconciled" }?.status == true && !resource.isMarked
    }

    /// What keeps the resource from being reconciled or, once it is marked, from going.
    var blockers: [Blocker] {
        overview.requiredAdapters.compactMap(blocker) + (resource.isMarked ? childBlockers : [])
    }

    /// What would make it reconciled, or let it go.
    var wayOut: String {
        let adapters = blockers.compactMap(\.adapter)
        let wanted = resource.isMarked ? "Finalized=True" : "Available=True"
        var parts: [String] = []
        if !adapters.isEmpty {
            parts.append("\(Self.list(adapters)) must report \(wanted) at generation \(resource.generation)")
        }
        if resource.isMarked, childCount > 0 { parts.append("its node pools must be gone") }
        guard !parts.isEmpty else {
            return resource.isMarked ? "Nothing is missing: delete it again." : "Nothing is missing."
        }
        let aim = resource.isMarked ? "To be removed" : "To become reconciled"
        return "\(aim): \(parts.joined(separator: ", and "))."
    }

    private func blocker(_ adapter: String) -> Blocker? {
        let generation = resource.generation
        let wanted = resource.isMarked ? "Finalized" : "Available"
        guard let status = status(of: adapter) else {
            return Blocker(
                adapter: adapter, what: "has not reported yet", since: resource.generationTime, lastWord: "")
        }
        let condition = status.conditions.first { $0.type == wanted }
        let word = Self.word(condition ?? status.conditions.first { $0.type == "Available" })
        guard status.observedGeneration == generation else {
            return Blocker(
                adapter: adapter, what: "is at generation \(status.observedGeneration), not yet at \(generation)",
                since: resource.generationTime, lastWord: word, lastReport: status.lastReportTime)
        }
        guard condition?.status != .isTrue else { return nil }
        let what = condition.map { "says \(wanted)=\($0.status.rawValue)" } ?? "does not say \(wanted)=True"
        return Blocker(
            adapter: adapter, what: what, since: condition?.lastTransitionTime ?? status.createdTime, lastWord: word,
            lastReport: status.lastReportTime)
    }

    private var childBlockers: [Blocker] {
        guard childCount > 0 else { return [] }
        let names = children.prefix(5).map(\.name).joined(separator: ", ")
        let more = childCount > 5 ? ", ..." : ""
        return [
            Blocker(
                adapter: nil, what: "\(childCount) left: \(names)\(more)",
                since: resource.deletedTime ?? resource.generationTime, lastWord: "")
        ]
    }

    private static func word(_ condition: AdapterCondition?) -> String {
        guard let condition else { return "" }
        return [condition.reason, condition.message].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}

internal import HyperFleetModel
internal import JSONModel

/// Why a resource is not reconciled, or not gone yet: what `hfctl why` shows.
struct WhyView {
    let insight: ResourceInsight

    var json: JSONValue {
        .object(
            JSONObject([
                ("id", .string(insight.resource.id.description)), ("kind", .string(insight.resource.kind.name)),
                ("name", .string(insight.resource.name)), ("generation", .number(insight.resource.generation)),
                ("state", .string(insight.resource.isMarked ? "Finalizing" : "Active")),
                ("reconciled", .bool(insight.isSettled)), ("blockers", .array(insight.blockers.map(\.json))),
                ("wayOut", .string(insight.wayOut)),
            ]))
    }

    func text(isColored: Bool) -> StyledText {
        let resource = insight.resource
        let now = Timestamp.now
        var text = StyledText(isColored: isColored)
        text.mark(insight.isSettled)
        text.add("\(resource.kind.name) \(resource.name) ", .strong)
        text.add(Self.state(of: insight, now: now))
        text.endLine()
        Self.waiting(insight, now: now, &text)
        return text
    }

    private static func state(of insight: ResourceInsight, now: Timestamp) -> String {
        let resource = insight.resource
        if let deleted = resource.deletedTime {
            return "is marked for deletion at generation \(resource.generation), for "
                + Age.text(from: deleted, to: now)
        }
        let reconciled = resource.conditions.first { $0.type == "Reconciled" }
        let since = Age.text(from: reconciled?.lastTransitionTime ?? resource.generationTime, to: now)
        let words = insight.isSettled ? "is reconciled" : "is not reconciled"
        return "\(words) at generation \(resource.generation), for \(since)"
    }

    /// One line for what is waited for, one for the last word about it, and the way out.
    static func waiting(_ insight: ResourceInsight, now: Timestamp, _ text: inout StyledText) {
        guard !insight.isSettled else { return }
        text.line("Waits for", .strong)
        for blocker in insight.blockers {
            text.add("  ")
            text.mark(false)
            text.add(blocker.subject, width: 28)
            text.add(blocker.what + "  ")
            text.add("for \(Age.text(from: blocker.since, to: now))", .faint)
            text.endLine()
            guard let reported = blocker.lastReport else { continue }
            let word = blocker.lastWord.isEmpty ? "no reason given" : blocker.lastWord
            text.line("      last reported \(Age.text(from: reported, to: now)) ago: \(word)", .faint)
        }
        text.line(insight.wayOut)
    }
}

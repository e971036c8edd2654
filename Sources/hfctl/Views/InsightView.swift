internal import HyperFleetModel
internal import JSONModel

/// One resource in full: what `hfctl describe` shows.
struct InsightView {
    let insight: ResourceInsight
    private let now = Timestamp.now

    init(_ insight: ResourceInsight) {
        self.insight = insight
    }

    var json: JSONValue {
        get throws {
            var members = try insight.resource.members
            members.append(("reports", .array(try insight.overview.statuses.map { try $0.json })))
            members.append(("requiredAdapters", .array(insight.overview.requiredAdapters.map { .string($0) })))
            if insight.resource.kind == .cluster {
                members.append(("nodePools", .array(insight.children.map(Self.child))))
                members.append(("nodePoolCount", .number(insight.childCount)))
            }
            members.append(("blockers", .array(insight.blockers.map(\.json))))
            return .object(JSONObject(members))
        }
    }

    func text(isColored: Bool) throws -> StyledText {
        var text = StyledText(isColored: isColored)
        head(&text)
        try spec(&text)
        conditions(&text)
        reports(&text)
        children(&text)
        WhyView.waiting(insight, now: now, &text)
        return text
    }

    private static func child(_ resource: Resource) -> JSONValue {
        .object(
            JSONObject([
                ("name", .string(resource.name)), ("id", .string(resource.id.description)),
                ("state", .string(resource.isMarked ? "Finalizing" : "Active")),
                ("reconciled", .string(resource.conditions.statusText(of: "Reconciled"))),
            ]))
    }

    private func head(_ text: inout StyledText) {
        let resource = insight.resource
        text.add("\(resource.kind.name) ")
        text.add(resource.name, .strong)
        text.endLine()
        fact("id", resource.id.description, &text)
        if let owner = resource.owner { fact("cluster", owner.description, &text) }
        let state = resource.deletedTime.map { "Finalizing for \(age($0)), deleted by \(resource.deletedBy ?? "")" }
        fact("state", state ?? "Active", &text)
        fact("generation", "\(resource.generation) for \(age(resource.generationTime))", &text)
        fact("version", "\(resource.resourceVersion)", &text)
        fact("created", "\(age(resource.createdTime)) ago by \(resource.createdBy)", &text)
        fact("updated", "\(age(resource.updatedTime)) ago by \(resource.updatedBy)", &text)
        let labels = resource.labels.sorted.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
        fact("labels", labels.isEmpty ? "-" : labels, &text)
    }

    private func spec(_ text: inout StyledText) throws {
        text.line("Spec", .strong)
        let lines = JSONPrinter.text(of: try insight.resource.spec.shown).split(separator: "\n")
        for line in lines { text.line("  \(line)") }
    }

    private func conditions(_ text: inout StyledText) {
        text.line("Conditions", .strong)
        for condition in insight.resource.conditions {
            text.add("  ")
            text.mark(condition.status)
            text.add(condition.type, width: 28)
            text.add("for \(age(condition.lastTransitionTime))", width: 10, .faint)
            text.add("\(condition.reason)  ")
            text.add(condition.message, .faint)
            text.endLine()
        }
    }

    private func reports(_ text: inout StyledText) {
        text.line("Reports", .strong)
        for status in insight.overview.statuses {
            let isCurrent = status.observedGeneration == insight.resource.generation
            text.add("  ")
            text.mark(isCurrent && status.conditions.contains { $0.type == "Available" && $0.status == .isTrue })
            text.add(status.adapter, width: 28)
            text.add("generation \(status.observedGeneration)", width: 16, isCurrent ? .plain : .waiting)
            text.add(status.conditions.map { "\($0.type)=\($0.status.rawValue)" }.joined(separator: " ") + "  ")
            text.add("\(age(status.lastReportTime)) ago", .faint)
            text.endLine()
        }
        for adapter in insight.overview.requiredAdapters where insight.status(of: adapter) == nil {
            text.add("  ")
            text.mark(false)
            text.add(adapter, width: 28)
            text.add("no report yet", .waiting)
            text.endLine()
        }
    }

    private func children(_ text: inout StyledText) {
        guard insight.resource.kind == .cluster else { return }
        text.line("Node pools (\(insight.childCount))", .strong)
        for child in insight.children {
            text.add("  ")
            text.mark(child.conditions.statusText(of: "Reconciled") == "True")
            text.add(child.name, width: 28)
            text.add(child.isMarked ? "Finalizing" : "Active", child.isMarked ? .waiting : .plain)
            text.endLine()
        }
        let rest = insight.childCount - Int64(insight.children.count)
        if rest > 0 { text.line("  ... and \(rest) more: hfctl list nodepools --cluster \(insight.resource.name)") }
    }

    private func fact(_ name: String, _ value: String, _ text: inout StyledText) {
        text.add("  ")
        text.add(name, width: 12, .faint)
        text.line(value)
    }

    private func age(_ time: Timestamp) -> String { Age.text(from: time, to: now) }
}

extension Blocker {
    /// As docs/hfctl.md gives it.
    var json: JSONValue {
        .object(
            JSONObject([
                ("adapter", adapter.map { .string($0) } ?? .null), ("what", .string(what)),
                ("since", .string(since.rfc3339)), ("lastWord", .string(lastWord)),
                ("lastReportTime", lastReport.map { .string($0.rfc3339) } ?? .null),
            ]))
    }
}

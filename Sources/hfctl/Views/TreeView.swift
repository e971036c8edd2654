internal import HyperFleetModel
internal import JSONModel

/// A cluster and all beneath it, with lines between them.
struct TreeView {
    private let tree: ClusterTree
    private let now = Timestamp.now

    init(_ tree: ClusterTree) {
        self.tree = tree
    }

    var json: JSONValue {
        get throws {
            var members = try tree.cluster.members
            members.append(("reports", .array(try tree.statuses.map { try $0.json })))
            let nodePools = try tree.nodePools.map { node -> JSONValue in
                var members = try node.nodePool.members
                members.append(("reports", .array(try node.statuses.map { try $0.json })))
                return .object(JSONObject(members))
            }
            members.append(("nodePools", .array(nodePools)))
            return .object(JSONObject(members))
        }
    }

    var names: String {
        ([tree.cluster] + tree.nodePools.map(\.nodePool)).map(\.word).joined(separator: "\n")
    }

    func text(isColored: Bool) -> StyledText {
        var text = StyledText(isColored: isColored)
        line(of: tree.cluster, indented: "", &text)
        let count = tree.statuses.count + tree.nodePools.count
        for (place, status) in tree.statuses.enumerated() {
            line(of: status, tree.cluster, indented: place + 1 == count ? "└─ " : "├─ ", &text)
        }
        for (place, node) in tree.nodePools.enumerated() {
            let isLast = place + 1 == tree.nodePools.count
            line(of: node.nodePool, indented: isLast ? "└─ " : "├─ ", &text)
            for (place, status) in node.statuses.enumerated() {
                let branch = place + 1 == node.statuses.count ? "└─ " : "├─ "
                line(of: status, node.nodePool, indented: (isLast ? "   " : "│  ") + branch, &text)
            }
        }
        return text
    }

    private func line(of resource: Resource, indented: String, _ text: inout StyledText) {
        text.add(indented, .faint)
        text.mark(resource.conditions.statusText(of: "Reconciled") == "True")
        text.add("\(resource.kind.name) ")
        text.add(resource.name, .strong)
        text.add("  generation \(resource.generation)")
        if resource.isMarked { text.add("  Finalizing", .waiting) }
        text.endLine()
    }

    private func line(
        of status: AdapterStatus, _ resource: Resource, indented: String, _ text: inout StyledText
    ) {
        let isCurrent = status.observedGeneration == resource.generation
        text.add(indented, .faint)
        text.mark(isCurrent && status.conditions.contains { $0.type == "Available" && $0.status == .isTrue })
        text.add(status.adapter)
        text.add("  generation \(status.observedGeneration)", isCurrent ? .plain : .waiting)
        text.add("  " + status.conditions.map { "\($0.type)=\($0.status.rawValue)" }.joined(separator: " "))
        text.add("  \(Age.text(from: status.lastReportTime, to: now)) ago", .faint)
        text.endLine()
    }
}

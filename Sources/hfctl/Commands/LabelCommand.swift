internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel

/// `hfctl label cluster|nodepool NAME|ID KEY=VALUE... KEY-...`.
struct LabelCommand: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Set or take away single labels; the others stay.",
        discussion: "KEY=VALUE sets a label, KEY- takes one away.")

    @OptionGroup var target: TargetOptions

    @Argument(help: ArgumentHelp("KEY=VALUE or KEY-; several may be given.", valueName: "change"))
    var changes: [String]

    @OptionGroup var precondition: PreconditionOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        _ = try change
    }

    private var change: LabelChange {
        get throws {
            var set: [LabelText] = []
            var unset: [String] = []
            for text in changes {
                if let label = LabelText(argument: text) {
                    set.append(label)
                } else if text.hasSuffix("-"), text.count > 1 {
                    unset.append(String(text.dropLast()))
                } else {
                    throw ValidationError("'\(text)' is neither KEY=VALUE nor KEY-.")
                }
            }
            return .edit(set: try LabelText.labels(set), unset: unset)
        }
    }

    func run() async throws {
        let resource = try target.target
        let update = ResourceUpdate(
            labels: try change, preconditions: precondition.preconditions, isDryRun: dryRun.isDryRun)
        let answer = try await global.withClient { client in
            switch resource.kind {
            case .cluster: try await client.clusters.update(resource.reference, update)
            case .nodePool: try await client.nodePools.update(resource.reference, update)
            }
        }
        try global.show(ResourceView(resource: answer.resource, fact: ("changed", .bool(answer.changed))))
    }
}

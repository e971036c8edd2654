internal import ArgumentParser
internal import HyperFleetClient

/// `hfctl why cluster|nodepool NAME|ID`.
struct WhyCommand: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Tell why a cluster or a node pool is not reconciled, or not gone yet, and what would help.")

    @OptionGroup var target: TargetOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let resource = try target.target
        let insight = try await global.withClient { client in try await ResourceInsight.read(resource, client) }
        let view = WhyView(insight: insight)
        try global.show(
            view.text(isColored: Terminal.output.showsColors), json: view.json, name: insight.resource.word)
    }
}

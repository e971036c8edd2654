internal import ArgumentParser
internal import HyperFleetClient

/// `hfctl list statuses cluster|nodepool NAME|ID`, which is `hfctl get statuses` as well.
struct ListStatuses: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "statuses", abstract: "List what adapters last reported about one resource.",
        aliases: ["status"])

    @OptionGroup var target: TargetOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let resource = try target.target
        let statuses = try await global.withClient { client in
            try await client.adapterStatuses.list(of: resource)
        }
        try global.show(AdapterStatusView(statuses: statuses))
        if statuses.isEmpty { global.remark("No adapter has reported yet.") }
    }
}

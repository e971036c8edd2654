internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// `hfctl wait cluster|nodepool NAME|ID --for CONDITION [--timeout DURATION]`.
struct WaitCommand: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait", abstract: "Wait until a cluster or a node pool is as wanted.",
        discussion: """
            A name is looked up once; what is waited for is the resource that it meant then. --timeout bounds the \
            whole wait, 30s unless given; past it the exit code is 8.
            """)

    @OptionGroup var target: TargetOptions

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "condition=TYPE, condition=TYPE=False, generation=N (or later), or deleted.", valueName: "condition"))
    var condition: WaitCondition

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let wanted = try target.target
        let timeout = global.timeout?.duration ?? .seconds(30)
        let found = try await global.withClient { client -> Resource? in
            guard let resource = try await resource(wanted, client) else { return nil }
            return try await ResourceWait(
                kind: wanted.kind, id: resource.id, condition: condition, timeout: timeout
            ).run(client)
        }
        if let found {
            try global.show(ResourceView(resource: found))
        } else {
            global.remark("\(target.reference.text) is gone.")
        }
    }

    /// The resource that is meant; nil where nothing is there and that is what was waited for.
    private func resource(_ wanted: ReportTarget, _ client: FleetClient) async throws(RPCError) -> Resource? {
        do throws(RPCError) {
            switch wanted.kind {
            case .cluster: return try await client.clusters.get(wanted.reference)
            case .nodePool: return try await client.nodePools.get(wanted.reference)
            }
        } catch {
            guard case .deleted = condition, error.code == .notFound else { throw error }
            return nil
        }
    }
}

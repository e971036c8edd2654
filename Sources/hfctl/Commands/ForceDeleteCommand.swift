internal import ArgumentParser
internal import Glibc
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// `hfctl force-delete cluster|nodepool NAME|ID --reason TEXT [--yes]`.
struct ForceDeleteCommand: FleetCommand {
    static let configuration = CommandConfiguration(
        commandName: "force-delete",
        abstract: "Remove a marked cluster or node pool, and all beneath it, at once.",
        discussion: """
            For what its adapters will never finalize: they are not asked, and what they keep outside stays there. Who \
            did it, why, and what was removed is written down. A name means a marked resource.
            """)

    @OptionGroup var target: TargetOptions

    @Option(help: "Why it must go by force; kept in the audit record.")
    var reason: String

    @Flag(help: "Do not ask for the name to be typed.")
    var yes = false

    @OptionGroup var precondition: PreconditionOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if !yes, !dryRun.isDryRun, isatty(STDIN_FILENO) == 0 {
            throw ValidationError("There is no terminal to confirm on; say --yes.")
        }
    }

    func run() async throws {
        let resource = try target.target
        let answer = try await global.withClient { client in
            if !yes, !dryRun.isDryRun {
                let would = try await forceDelete(resource, isDryRun: true, client)
                try confirm(would.deletion)
            }
            return try await forceDelete(resource, isDryRun: dryRun.isDryRun, client)
        }
        try global.show(ForceDeletionView(deletion: answer.deletion, isDryRun: dryRun.isDryRun))
    }

    private func forceDelete(
        _ resource: ReportTarget, isDryRun: Bool, _ client: FleetClient
    ) async throws(RPCError) -> ForceDeleteAnswer {
        switch resource.kind {
        case .cluster:
            try await client.clusters.forceDelete(
                resource.reference, reason: reason, preconditions: precondition.preconditions, isDryRun: isDryRun)
        case .nodePool:
            try await client.nodePools.forceDelete(
                resource.reference, reason: reason, preconditions: precondition.preconditions, isDryRun: isDryRun)
        }
    }

    /// Has the person type the name of what goes.
    private func confirm(_ deletion: ForceDeletion) throws {
        guard let first = deletion.removed.first else { return }
        let beneath = deletion.removed.count - 1
        let also = beneath == 0 ? "" : " and \(beneath) more with it"
        Terminal.errors.write("This removes \(first.kind.name) '\(first.name)' (\(first.id))\(also) for good.\n")
        Terminal.errors.write("Type its name to go on: ")
        guard readLine() == first.name else {
            throw CommandFailure.usage("The name was not typed; nothing was removed.")
        }
    }
}

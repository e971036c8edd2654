internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// Whether a delete waits until the resource is gone.
struct DeleteWaitOption: ParsableArguments {
    @Flag(help: "Wait until what was deleted is gone, as long as --timeout says; 30s unless given.")
    var wait = false

    /// - Throws: a usage error when what is waited for would never come.
    func validate(beside dryRun: DryRunOption) throws {
        if wait, dryRun.isDryRun { throw ValidationError("--wait does not go with --dry-run.") }
    }

    /// The answer once the resource is gone, where that is wanted.
    func finished(
        _ answer: DeleteAnswer, of kind: ResourceKind, _ client: FleetClient, _ global: GlobalOptions
    ) async throws(RPCError) -> DeleteAnswer {
        guard wait, answer.outcome == .marked, let resource = answer.resource else { return answer }
        let wanted = ResourceWait(
            kind: kind, id: resource.id, condition: .deleted, timeout: global.timeout?.duration ?? .seconds(30))
        do {
            _ = try await wanted.run(client)
        } catch let error as RPCError {
            throw error
        } catch {
            throw RPCError(.cancelled, message: "the wait was given up", processed: .yes)
        }
        var removed = answer
        removed.outcome = .removed
        return removed
    }
}

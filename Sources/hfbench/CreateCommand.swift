internal import ArgumentParser
internal import HyperFleetClient
internal import HyperFleetModel
internal import RPCCore

/// Measures creates, and can look afterwards whether every acknowledged one is there.
struct CreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Creates clusters under names of their own.",
        discussion: """
            With --verify every acknowledged create is read back at the end. The server may be killed and started \
            again meanwhile: calls that fail are counted, and the reading waits until the server answers.
            """)

    @OptionGroup var load: LoadOptions
    @OptionGroup var spec: SpecOptions

    @Flag(help: "Read every acknowledged create back; exit 1 when one is missing.")
    var verify = false

    @Option(help: "With --verify: seconds to wait for the server to answer again.")
    var patienceSeconds = 120

    func run() async throws {
        let run = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let acknowledged = Acknowledged()
        let remembers = verify
        let size = spec.specSize
        let loop = ClosedLoop(name: "create", options: load) { (client, worker, turn) async throws(RPCError) in
            let name = "b-\(run)-\(worker)-\(turn)"
            let cluster = try await client.clusters.create(name: name, spec: Specs.cluster(turn, size: size))
            if remembers { acknowledged.add(cluster.id) }
        }
        try await loop.run()
        if verify { try await readBack(acknowledged.all) }
    }

    private func readBack(_ ids: [ResourceID]) async throws {
        let missing = try await withHyperFleetClient(
            address: load.address, configuration: load.security.configuration
        ) { client in
            try await waitForServer(client)
            return try await missingOnes(of: ids, client)
        }
        for id in missing { Terminal.line("missing: \(id)") }
        Terminal.line(
            "verify: \(ids.count) acknowledged, \(ids.count - missing.count) found, \(missing.count) missing")
        if !missing.isEmpty { throw ExitCode(1) }
    }

    private func missingOnes(of ids: [ResourceID], _ client: FleetClient) async throws -> [ResourceID] {
        var missing: [ResourceID] = []
        for id in ids {
            do throws(RPCError) {
                _ = try await client.clusters.get(.id(id))
            } catch {
                guard error.code == .notFound else { throw error }
                missing.append(id)
            }
        }
        return missing
    }

    private func waitForServer(_ client: FleetClient) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(patienceSeconds))
        while true {
            do throws(RPCError) {
                let health = try await client.health.check()
                if health.isServing { return }
            } catch {
                if ContinuousClock.now > end { throw error }
            }
            try await ContinuousClock().sleep(for: .milliseconds(200))
        }
    }
}

internal import ArgumentParser
internal import Foundation
internal import HyperFleetClient
internal import RPCCore

/// Measures what other peers feel while one attacks.
struct AttackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attack", abstract: "Echoes beside an attacking peer, attack by attack; needs `hfbench server`.",
        discussion: """
            Each line: an attack, the p99 of echoes with it and in the quiet moments before it, and the server's memory \
            before and after. Attacks: \(Attack.all.map(\.name).joined(separator: ", ")).
            """)

    @OptionGroup var load: LoadOptions

    @Option(help: "Only this attack.")
    var only: String?

    func validate() throws {
        guard load.serverPID != nil else { throw ValidationError("--server-pid is needed, to measure memory") }
        if let only, !Attack.all.contains(where: { $0.name == only }) {
            throw ValidationError("--only takes one of \(Attack.all.map(\.name).joined(separator: ", "))")
        }
    }

    func run() async throws {
        let payload = [UInt8](repeating: 0x61, count: 512)
        let loop = ClosedLoop(name: "echo", options: load) { (client, _, _) async throws(RPCError) in
            _ = try await client.bench.echo(payload)
        }
        for attack in Attack.all where only == nil || attack.name == only {
            let before = resident()
            let quiet = try await loop.measure()
            let attacker = Attacker(attack, on: try load.address)
            attacker.start()
            let attacked = try await loop.measure()
            let during = resident()
            try await attacker.stop()
            Terminal.line(
                String(
                    format: "%@: p99 %.0f us, %.0f us before, ratio %.2f; resident %d KiB, %d KiB before; "
                        + "%d connections closed; failures %@",
                    attack.name, attacked.p99Microseconds, quiet.p99Microseconds,
                    attacked.p99Microseconds / quiet.p99Microseconds, during >> 10, before >> 10,
                    attacker.closedConnections, attacked.failures.isEmpty ? "none" : "\(attacked.failures)"))
        }
    }

    private func resident() -> Int {
        load.serverPID.flatMap(ProcessUsage.residentBytes) ?? 0
    }
}

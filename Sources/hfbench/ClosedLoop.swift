internal import Histogram
internal import HyperFleetClient
internal import RPCCore
internal import RPCTransport

/// A load that makes each next call when the former one has been answered.
struct ClosedLoop: Sendable {
    let name: String
    let options: LoadOptions
    /// Makes one call; `worker` and `turn` tell it which.
    let call: @Sendable (_ client: FleetClient, _ worker: Int, _ turn: Int) async throws(RPCError) -> Void

    /// Warms up, measures, and prints the figures.
    func run() async throws {
        LoopConcurrency.install()
        let report = try await measure()
        Terminal.line(options.json ? try report.json() : report.line)
    }

    /// Warms up and measures.
    func measure() async throws -> LoadReport {
        let address = try options.address
        let start = ContinuousClock.now.advanced(by: .seconds(options.warmUp))
        let end = start.advanced(by: .seconds(options.seconds))
        let (total, before, after) = try await withThrowingTaskGroup(of: Measurement.self) { group in
            for connection in 0..<options.connections {
                group.addTask {
                    try await withHyperFleetClient(
                        address: address, configuration: options.security.configuration
                    ) { client in
                        await self.connection(connection, client: client, start: start, end: end)
                    }
                }
            }
            try await ContinuousClock().sleep(until: start)
            let before = ProcessUsage.now(server: options.serverPID)
            try await ContinuousClock().sleep(until: end)
            let after = ProcessUsage.now(server: options.serverPID)
            var total = Measurement()
            for try await part in group { total.merge(part) }
            return (total, before, after)
        }
        return LoadReport(
            call: name, options: options, elapsed: .seconds(options.seconds), measurement: total,
            cpu: after.since(before, calls: total.latencies.totalCount))
    }

    private func connection(
        _ connection: Int, client: FleetClient, start: ContinuousClock.Instant, end: ContinuousClock.Instant
    ) async -> Measurement {
        await withTaskGroup(of: Measurement.self) { group in
            for slot in 0..<options.inFlight {
                let worker = connection * options.inFlight + slot
                group.addTask { await self.worker(worker, client: client, start: start, end: end) }
            }
            return await group.reduce(into: Measurement()) { $0.merge($1) }
        }
    }

    private func worker(
        _ worker: Int, client: FleetClient, start: ContinuousClock.Instant, end: ContinuousClock.Instant
    ) async -> Measurement {
        var measurement = Measurement()
        var turn = 0
        var sent = ContinuousClock.now
        while sent < end {
            do throws(RPCError) {
                try await call(client, worker, turn)
                let answered = ContinuousClock.now
                if sent >= start, answered <= end { measurement.record(sent.duration(to: answered)) }
                sent = answered
            } catch {
                measurement.recordFailure(error.reason.isEmpty ? error.code.name : error.reason)
                sent = ContinuousClock.now
            }
            turn += 1
        }
        return measurement
    }
}

internal import Foundation

/// CPU time at one moment: of the server, of this program, and of the whole machine.
struct ProcessUsage: Sendable {
    private let moment: ContinuousClock.Instant
    private let server: Duration?
    private let client: Duration
    private let machine: Duration

    /// - Parameter server: the server's process, where it is to be measured.
    static func now(server: Int32?) -> ProcessUsage {
        ProcessUsage(
            moment: .now, server: server.flatMap(cpuTime), client: cpuTime(of: getpid()) ?? .zero,
            machine: machineTime())
    }

    /// What was used from `before` to here, for `calls` calls.
    func since(_ before: ProcessUsage, calls: UInt64) -> CPUFigures? {
        guard let server, let serverBefore = before.server, calls > 0 else { return nil }
        let wall = before.moment.duration(to: moment)
        let serverTime = server - serverBefore
        let clientTime = client - before.client
        let others = machine - before.machine - serverTime - clientTime
        return CPUFigures(
            serverMicroseconds: serverTime / .microseconds(1) / Double(calls),
            clientMicroseconds: clientTime / .microseconds(1) / Double(calls),
            othersCores: max(0, others / wall))
    }

    /// User and system time that a process has used; nil where there is none.
    private static func cpuTime(of process: Int32) -> Duration? {
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else { return nil }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// Time in which any processor was in use since the machine started, in hundredths of a second.
    private static func machineTime() -> Duration {
        guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8) else { return .zero }
        let ticks = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().compactMap { Int64($0) }
        guard ticks.count >= 7 else { return .zero }
        // user nice system idle iowait irq softirq
        return .milliseconds((ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) * 10)
    }

    /// Memory of a process that is resident, in bytes; nil where there is no such process.
    static func residentBytes(of process: Int32) -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

/// CPU time for each call, and what else the machine did meanwhile: with much of that the figures say little.
struct CPUFigures: Encodable, Sendable {
    let serverMicroseconds: Double
    let clientMicroseconds: Double
    let othersCores: Double

    var text: String {
        String(
            format: "server_us=%.2f client_us=%.2f others=%.2f", serverMicroseconds, clientMicroseconds, othersCores)
    }
}

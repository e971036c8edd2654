internal import HyperFleetService
internal import Logging

/// Makes what is stored follow the kinds' settings, at start and after each change of them.
struct KindSweep: Sendable {
    private static let pause = Duration.seconds(1)

    let service: FleetService
    let logger: Logger

    /// Sweeps until all resources follow the settings that hold now, or the task is cancelled.
    ///
    /// What keeps it from going on, a database that is away for one, is waited for.
    func run() async {
        var count = 0
        while !Task.isCancelled {
            do throws(ServiceError) {
                try await service.beginSweep()
                try await sweep(&count)
                if count > 0 {
                    logger.notice(
                        "all resources follow the settings of their kinds",
                        metadata: ["looked_at": "\(count)", "kinds": "\(service.settings.hash)"])
                }
                return
            } catch {
                logger.debug("the sweep waits", metadata: ["problem": "\(error.message)"])
                // A cancelled sleep ends the loop.
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func sweep(_ count: inout Int) async throws(ServiceError) {
        while !Task.isCancelled {
            switch try await service.sweepStep() {
            case .advanced(let more): count += more
            case .elsewhere: try? await Task.sleep(for: Self.pause)
            case .finished, .superseded: return
            }
        }
    }
}

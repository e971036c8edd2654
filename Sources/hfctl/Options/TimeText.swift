internal import ArgumentParser
internal import HyperFleetModel

/// A moment as RFC 3339 writes it: `2026-08-01T12:00:00Z`.
struct TimeText: ExpressibleByArgument, Sendable {
    let timestamp: Timestamp

    init?(argument: String) {
        guard let timestamp = Timestamp(rfc3339: argument) else { return nil }
        self.timestamp = timestamp
    }
}

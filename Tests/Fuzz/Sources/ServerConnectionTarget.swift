@testable import RPCWire

/// A server's connection: any program of events keeps the calls within their limits, ends each accepted call once, and
/// does nothing more once it is closed.
enum ServerConnectionTarget {
    static func run(_ reader: inout InputReader) throws(BrokenInvariant) {
        var run = ServerConnectionRun()
        while !reader.isAtEnd {
            try run.take(ServerEvent(&reader, next: run.nextStream))
            try run.checkState()
        }
        try run.finish()
    }

    /// Limits that short programs reach.
    static let limits: WireLimits = {
        var limits = WireLimits.defaults
        limits.messageBytes = 64
        limits.streamWindowBytes = 8_192
        limits.connectionWindowBytes = 8_192
        limits.concurrentCalls = 4
        limits.requestBytesInFlight = 100
        limits.metadataBytes = 64
        limits.controlFrameBurst = 12
        limits.controlFramesPerSecond = 2
        limits.maximumDeadline = .seconds(20)
        limits.maximumStreamAge = .seconds(40)
        return limits
    }()
}

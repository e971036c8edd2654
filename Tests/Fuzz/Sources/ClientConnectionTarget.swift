@testable import RPCWire

/// A client's connection: any program of events keeps the calls within the server's limits, gives each call one end at
/// most, and does nothing more once it is closed.
enum ClientConnectionTarget {
    static func run(_ reader: inout InputReader) throws(BrokenInvariant) {
        var run = ClientConnectionRun()
        while !reader.isAtEnd {
            try run.take(ClientEvent(&reader, next: run.nextStream))
            try run.checkState()
        }
        try run.loseConnection()
    }

    /// Limits that short programs reach.
    static let limits: WireLimits = {
        var limits = WireLimits.defaults
        limits.messageBytes = 64
        limits.streamWindowBytes = 8_192
        limits.connectionWindowBytes = 8_192
        limits.controlFrameBurst = 12
        limits.controlFramesPerSecond = 2
        return limits
    }()
}

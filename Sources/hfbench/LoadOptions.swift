internal import ArgumentParser
internal import RPCCore

/// What every load has in common: where to, how much at once, how long.
struct LoadOptions: ParsableArguments {
    @Option(help: "The server: HOST:PORT or unix:PATH.")
    var server = "127.0.0.1:8470"

    @Option(help: "Connections to the server.")
    var connections = 8

    @Option(help: "Calls in flight on each connection.")
    var inFlight = 16

    @Option(help: "Seconds to measure.")
    var seconds = 10

    @Option(help: "Seconds of load before measuring.")
    var warmUp = 2

    @Option(help: "The server's process, to measure its CPU time for each call.")
    var serverPID: Int32?

    @Flag(help: "Print one JSON object instead of a line for people.")
    var json = false

    @OptionGroup(title: "Security options") var security: SecurityOptions

    func validate() throws {
        guard RPCAddress(server) != nil else {
            throw ValidationError("--server takes HOST:PORT or unix:PATH, not '\(server)'")
        }
        guard (1...1024).contains(connections) else { throw ValidationError("--connections is 1 to 1,024") }
        guard (1...256).contains(inFlight) else { throw ValidationError("--in-flight is 1 to 256") }
        guard seconds >= 1, warmUp >= 0 else { throw ValidationError("--seconds is at least 1, --warm-up at least 0") }
    }

    /// The address, checked by `validate`.
    var address: RPCAddress {
        get throws {
            guard let address = RPCAddress(server) else { throw ValidationError("--server: '\(server)'") }
            return address
        }
    }
}

internal import ArgumentParser
internal import HyperFleetClient

/// How the server is known, and how the load makes itself known.
struct SecurityOptions: ParsableArguments {
    @Flag(help: "Connect over TLS and trust the system's authorities.")
    var tls = false

    @Option(help: "The authorities that the server's certificate must come from, in PEM.")
    var tlsCa: String?

    @Option(help: "The certificate to show to the server, in PEM.")
    var tlsCert: String?

    @Option(help: "The private key of that certificate, in PEM.")
    var tlsKey: String?

    @Option(help: "The name that the server's certificate must have; the host of its address unless given.")
    var tlsServerName: String?

    @Option(help: "A file whose first line is the bearer token to send.")
    var tokenFile: String?

    func validate() throws {
        guard (tlsCert == nil) == (tlsKey == nil) else { throw ValidationError("--tls-cert and --tls-key go together") }
    }

    /// A client's configuration that holds what was given.
    var configuration: FleetClientConfiguration {
        let given = FleetClientTLS(
            authorityFile: tlsCa, certificateFile: tlsCert, keyFile: tlsKey, serverName: tlsServerName)
        var configuration = FleetClientConfiguration.defaults
        if tls || given != FleetClientTLS() { configuration.tls = given }
        configuration.tokenFile = tokenFile
        return configuration
    }
}

internal import ArgumentParser
internal import Foundation
internal import HyperFleetClient

/// How the server is known, and how the caller makes itself known.
struct SecurityOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Connect over TLS and trust the system's authorities; the options below say it, too.",
            discussion: "Else $HYPERFLEET_TLS, if it is 1. Unix sockets need no TLS."))
    var tls = false

    @Option(
        help: ArgumentHelp(
            "The authorities that the server's certificate must come from, in PEM.",
            discussion: "Else $HYPERFLEET_TLS_CA.", valueName: "file"))
    var tlsCa: String?

    @Option(
        help: ArgumentHelp(
            "The certificate to show to the server, in PEM.", discussion: "Else $HYPERFLEET_TLS_CERT.",
            valueName: "file"))
    var tlsCert: String?

    @Option(
        help: ArgumentHelp(
            "The private key of that certificate, in PEM.", discussion: "Else $HYPERFLEET_TLS_KEY.",
            valueName: "file"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "The name that the server's certificate must have; the host of its address unless given.",
            discussion: "Else $HYPERFLEET_TLS_SERVER_NAME.", valueName: "name"))
    var tlsServerName: String?

    @Option(
        help: ArgumentHelp(
            "A file whose first line is the bearer token to send.", discussion: "Else $HYPERFLEET_TOKEN_FILE.",
            valueName: "file"))
    var tokenFile: String?

    /// Puts what was given into `configuration`.
    ///
    /// - Throws: a usage error where a certificate is given without its key, or a key without its certificate.
    func apply(
        to configuration: inout FleetClientConfiguration,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(CommandFailure) {
        func given(_ option: String?, _ variable: String) -> String? {
            option ?? environment[variable].flatMap { $0.isEmpty ? nil : $0 }
        }
        let settings = FleetClientTLS(
            authorityFile: given(tlsCa, "HYPERFLEET_TLS_CA"), certificateFile: given(tlsCert, "HYPERFLEET_TLS_CERT"),
            keyFile: given(tlsKey, "HYPERFLEET_TLS_KEY"),
            serverName: given(tlsServerName, "HYPERFLEET_TLS_SERVER_NAME"))
        guard (settings.certificateFile == nil) == (settings.keyFile == nil) else {
            throw .usage("--tls-cert and --tls-key go together: one of them is missing")
        }
        if tls || environment["HYPERFLEET_TLS"] == "1" || settings != FleetClientTLS() {
            configuration.tls = settings
        }
        configuration.tokenFile = given(tokenFile, "HYPERFLEET_TOKEN_FILE")
    }
}

internal import RPCCore

/// A server's address, and who named it.
struct ServerLocation: Sendable {
    let address: RPCAddress
    /// `--server`, `$HYPERFLEET_SERVER`, a file's path, or `the default`.
    let origin: String

    /// What the caller may do when `error` came not from the server, but from the way to it; else nil.
    func advice(after error: RPCError) -> String? {
        guard error.code == .unavailable, error.reason.isEmpty else { return nil }
        return """
            The server's address \(address) is from \(origin). Start one with `make run`, or name another with \
            --server HOST:PORT or unix:PATH.
            """
    }
}

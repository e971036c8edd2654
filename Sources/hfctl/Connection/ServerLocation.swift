internal import RPCCore

/// Servers' addresses, and who named them.
struct ServerLocation: Sendable {
    /// At least one; each once.
    let addresses: [RPCAddress]
    /// `--server`, `$HYPERFLEET_SERVER`, a file's path, or `the default`.
    let origin: String

    /// What the caller may do when `error` came not from the server, but from the way to it; else nil.
    func advice(after error: RPCError) -> String? {
        guard error.code == .unavailable, error.reason.isEmpty else { return nil }
        let list = addresses.map(\.description).joined(separator: ", ")
        let subject = addresses.count == 1 ? "The server's address \(list) is" : "The servers' addresses \(list) are"
        return """
            \(subject) from \(origin). Start one with `make run`, or name another with --server HOST:PORT or unix:PATH.
            """
    }
}

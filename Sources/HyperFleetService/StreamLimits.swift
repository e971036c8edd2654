/// How long a streamed list may hold its snapshot.
package struct StreamLimits: Sendable, Hashable {
    /// From its beginning to its end.
    package var total: Duration
    /// Without its reader taking anything.
    package var stall: Duration

    package init(total: Duration = .seconds(300), stall: Duration = .seconds(30)) {
        self.total = total
        self.stall = stall
    }
}

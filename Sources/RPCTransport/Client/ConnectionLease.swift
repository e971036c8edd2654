/// The use of a connection by one call: while it lasts the connection counts as busy. To be ended once.
struct ConnectionLease: Sendable {
    let connection: ClientConnection
    let keeper: ConnectionKeeper
    /// The address's place among the client's.
    let index: Int

    /// The call has ended.
    func end(_ ending: CallEnding) {
        keeper.leaseEnded(ending)
    }
}

/// What a database's lanes are doing, at one moment.
package struct PostgresCounters: Sendable, Hashable {
    /// One lane's part.
    package struct Lane: Sendable, Hashable {
        package let name: String
        /// Requests that wait for a connection.
        package var waiting = 0
        /// The bytes of their values.
        package var waitingBytes = 0
        /// Requests that a connection works on.
        package var inFlight = 0
        /// Open connections.
        package var connected = 0
        /// Batches, segments and transaction steps sent so far.
        package var roundTrips = 0
        /// Connections opened so far.
        package var connects = 0
    }

    package var lanes: [Lane]

    package var waiting: Int { lanes.reduce(0) { $0 + $1.waiting } }
    package var inFlight: Int { lanes.reduce(0) { $0 + $1.inFlight } }
    package var connected: Int { lanes.reduce(0) { $0 + $1.connected } }
    package var roundTrips: Int { lanes.reduce(0) { $0 + $1.roundTrips } }
    package var connects: Int { lanes.reduce(0) { $0 + $1.connects } }
}

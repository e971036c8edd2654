/// The figures of one server program since it started.
public struct ServerStatus: Sendable, Hashable {
    /// Connections of clients.
    public struct Connections: Sendable, Hashable {
        /// Open now.
        public var open: Int64 = 0
        /// Taken after their handshake.
        public var accepted: Int64 = 0
        /// Turned away at their handshake.
        public var refused: Int64 = 0
        /// TLS handshakes that failed, or ended without an identity.
        public var tlsFailed: Int64 = 0
        /// Times that the system had no descriptor or memory for one more.
        public var acceptsFailed: Int64 = 0

        /// All zero.
        public init() {}
    }

    /// Calls of all methods.
    public struct Calls: Sendable, Hashable {
        /// Handed to a handler.
        public var started: Int64 = 0
        /// Ended with success.
        public var succeeded: Int64 = 0
        /// Ended with an error, or cancelled.
        public var failed: Int64 = 0
        /// Refused before a handler saw them.
        public var refused: Int64 = 0
        /// Running now.
        public var running: Int64 = 0

        /// All zero.
        public init() {}
    }

    /// A number of something by its name.
    public struct NamedCount: Sendable, Hashable {
        /// What is counted.
        public var name: String
        /// How many there were.
        public var count: Int64

        /// `count` times `name`.
        public init(name: String, count: Int64) {
            self.name = name
            self.count = count
        }
    }

    /// How long something took, in nanoseconds.
    public struct Durations: Sendable, Hashable {
        /// How many were measured.
        public var count: Int64 = 0
        /// The sum of all.
        public var sumNanoseconds: Int64 = 0
        /// Half took no longer; this and the other percentiles are at most an eighth too long.
        public var p50Nanoseconds: Int64 = 0
        /// Nine of ten took no longer.
        public var p90Nanoseconds: Int64 = 0
        /// 99 of 100 took no longer.
        public var p99Nanoseconds: Int64 = 0
        /// The longest, exactly.
        public var maxNanoseconds: Int64 = 0

        /// Nothing was measured.
        public init() {}
    }

    /// Calls of one method.
    public struct Method: Sendable, Hashable {
        /// `hyperfleet.v1.ClusterService/Get`
        public var name: String
        /// Handed to its handler.
        public var started: Int64 = 0
        /// Ended, by the name of their status (`OK`, `NOT_FOUND`), ordered by name.
        public var handled: [NamedCount] = []
        /// From the end of the request's head to the end of the handler.
        public var duration = Durations()

        /// A method that was not called yet.
        public init(name: String) {
            self.name = name
        }
    }

    /// One kind of connections to the database, and what waits for them.
    public struct Lane: Sendable, Hashable {
        /// `reader`, `search`, `write`, `transaction` or `list`.
        public var name: String
        /// Open now.
        public var connections: Int64 = 0
        /// Opened so far.
        public var connects: Int64 = 0
        /// Requests that wait for one.
        public var waiting: Int64 = 0
        /// The bytes of their values.
        public var waitingBytes: Int64 = 0
        /// Requests that are worked on.
        public var inFlight: Int64 = 0
        /// Batches, segments and transaction steps sent so far, each one round trip.
        public var roundTrips: Int64 = 0

        /// A lane that has done nothing yet.
        public init(name: String) {
            self.name = name
        }
    }

    /// The provider's schema, which is read again when its files change.
    public struct Schema: Sendable, Hashable {
        /// When the schema in use was read.
        public var loadTime: Timestamp
        /// Changed files that were taken over since the start.
        public var reloadsSucceeded: Int64 = 0
        /// Changed files that could not be used: the former schema stayed in force.
        public var reloadsFailed: Int64 = 0

        /// A schema that was not read again yet.
        public init(loadTime: Timestamp) {
            self.loadTime = loadTime
        }
    }

    /// The server program's version.
    public var version: String
    /// When the server started.
    public var startTime: Timestamp
    /// How long ago that was, by a clock that nobody sets; in milliseconds.
    public var uptimeMilliseconds: Int64
    /// Connections of clients.
    public var connections = Connections()
    /// Calls of all methods.
    public var calls = Calls()
    /// What peers did that the protocol forbids, of every kind.
    public var violationCount: Int64 = 0
    /// The same by kind; kinds that did not occur are left out.
    public var violations: [NamedCount] = []
    /// Methods that were called at least once, ordered by name.
    public var methods: [Method] = []
    /// The connections to the database.
    public var lanes: [Lane] = []
    /// When the server's certificate ends; nil without TLS.
    public var certificateExpiry: Timestamp?
    /// Nil where the server was given no schema.
    public var schema: Schema?

    /// The figures of a server that has seen nothing yet.
    public init(version: String, startTime: Timestamp, uptimeMilliseconds: Int64) {
        self.version = version
        self.startTime = startTime
        self.uptimeMilliseconds = uptimeMilliseconds
    }
}

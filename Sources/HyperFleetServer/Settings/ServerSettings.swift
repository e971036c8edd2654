package import RPCCore

/// Everything that the server is told, checked: one property per entry of `SettingsTable`.
package struct ServerSettings: Sendable {
    package var listen: [RPCAddress]
    package var addressFile: String?
    /// In bytes.
    package var maxMessageSize: Int
    package var maxConcurrentCalls: Int
    package var maxConnections: Int
    /// 0 is one for each processor.
    package var eventLoops: Int
    package var handshakeTimeout: Duration
    package var defaultDeadline: Duration
    package var maxDeadline: Duration
    package var drainTimeout: Duration

    /// A libpq connection string or URI; may hold a password.
    package var databaseURL: String
    package var databaseReaders: Int
    package var databaseSearchers: Int
    package var databaseWriters: Int
    package var databaseTransactions: Int
    package var databaseMaxWaiting: Int
    package var databaseAcquireTimeout: Duration

    /// Nil takes any JSON object as a spec: for measurements and tests; `serve` demands a file.
    package var schemaFile: String?
    package var clusterAdapters: [String]
    package var nodePoolAdapters: [String]

    package var logLevel: LogLevel
    package var logFormat: LogFormat

    /// Every setting with its origin, in the table's order and without secrets: for the log.
    package let resolved: [ResolvedSetting]
}

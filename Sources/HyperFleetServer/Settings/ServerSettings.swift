package import HyperFleetService
package import RPCCore
package import RPCTransport

/// Everything that the server is told, checked: one property per entry of `SettingsTable`.
package struct ServerSettings: Sendable {
    package var listen: [RPCAddress]
    package var addressFile: String?
    /// How sockets behave, certificates and limits included.
    package var transport: RPCServerConfiguration
    /// Names and hashes of bearer tokens; nil takes none.
    package var tokenFile: String?
    package var reloadInterval: Duration
    package var allowsAnonymousFromNetwork: Bool

    /// A libpq connection string or URI; may hold a password.
    package var databaseURL: String
    package var databasePreparedStatements: Bool
    package var databaseReaders: Int
    package var databaseSearchers: Int
    package var databaseWriters: Int
    package var databaseTransactions: Int
    package var databaseListers: Int
    package var databaseMaxWaiting: Int
    package var databaseMaxWaitingSize: Int
    package var databaseAcquireTimeout: Duration

    /// Nil takes any JSON object as a spec: for measurements and tests; `serve` demands a file.
    package var schemaFile: String?
    package var clusterAdapters: [String]
    package var nodePoolAdapters: [String]
    package var nodePoolPolicy: DeletePolicy
    package var idempotencyRetention: Duration
    package var idempotencyMaxKeys: Int
    package var listsMaxDuration: Duration
    package var listsStallTimeout: Duration

    package var logLevel: LogLevel
    package var logFormat: LogFormat

    /// Every setting with its origin, in the table's order and without secrets: for the log.
    package let resolved: [ResolvedSetting]
}

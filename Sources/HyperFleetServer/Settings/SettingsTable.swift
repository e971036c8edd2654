package import RPCCore

/// Every setting of the server, once: flags, variables, file keys, help and documentation come from here.
package enum SettingsTable {
    // MARK: Server

    package static let listen = Setting(
        "server.listen", .addresses, default: "127.0.0.1:8470", shortFlag: "listen",
        help: "Addresses to listen on; port 0 asks the system for a free one")
    package static let addressFile = Setting(
        "server.address-file", .path, default: nil, shortFlag: "address-file",
        help: "A file to write the addresses to, one a line, once the server listens on them; removed at stop")
    package static let maxMessageSize = Setting(
        "server.max-message-size", .size(65_536...67_108_864), default: "4MiB",
        help: "The largest message either way; a larger one fails its call")
    package static let maxConcurrentCalls = Setting(
        "server.max-concurrent-calls", .count(1...65_536), default: "256",
        help: "How many calls of one connection may be under way at a time")
    package static let maxConnections = Setting(
        "server.max-connections", .count(1...1_000_000), default: "10000",
        help: "How many connections may be open at a time; one more is refused and told so")
    package static let eventLoops = Setting(
        "server.event-loops", .count(0...256), default: "0",
        help: "Threads that serve connections; 0 is one for each processor")
    package static let handshakeTimeout = Setting(
        "server.handshake-timeout", .duration(.milliseconds(100) ... .seconds(60)), default: "5s",
        help: "How long a peer may take from connecting to a complete handshake")
    package static let defaultDeadline = Setting(
        "server.default-deadline", .duration(.milliseconds(100) ... .seconds(300)), default: "30s",
        help: "The deadline of a call that names none")
    package static let maxDeadline = Setting(
        "server.max-deadline", .duration(.seconds(1) ... .seconds(3600)), default: "5m",
        help: "The longest deadline of a call; a longer one is cut to it")
    package static let drainTimeout = Setting(
        "server.drain-timeout", .duration(.zero ... .seconds(600)), default: "25s",
        help: "How long running calls may take to finish after SIGTERM or SIGINT")

    // MARK: Database

    package static let databaseURL = Setting(
        "database.url", .text("URL"), default: nil, isSecret: true,
        help: "The database: a libpq connection string or a postgresql:// URI")
    package static let databaseReaders = Setting(
        "database.readers", .count(1...16), default: "2",
        help: "Connections that serve point reads in batches")
    package static let databaseSearchers = Setting(
        "database.searchers", .count(1...16), default: "2",
        help: "Connections that serve list pages and searches")
    package static let databaseWriters = Setting(
        "database.writers", .count(1...64), default: "16",
        help: "Connections that serve writes without a decision in between")
    package static let databaseTransactions = Setting(
        "database.transactions", .count(1...64), default: "16",
        help: "Connections that serve transactions")
    package static let databaseMaxWaiting = Setting(
        "database.max-waiting", .count(1...65_536), default: "1024",
        help: "How many calls may wait for a connection of one kind before more are refused")

    package static let databaseAcquireTimeout = Setting(
        "database.acquire-timeout", .duration(.milliseconds(10) ... .seconds(60)), default: "5s",
        help: "How long a call waits for a connection before it is refused as UNAVAILABLE")

    // MARK: Rules

    package static let schemaFile = Setting(
        "schema.file", .path, default: nil, shortFlag: "schema",
        help: "The provider's OpenAPI document (YAML or JSON) with the schemas ClusterSpec and NodePoolSpec")
    package static let clusterAdapters = Setting(
        "adapters.cluster", .adapters, default: "validation,dns,pullsecret,hypershift",
        help: "Adapters that must have reported before a cluster is reconciled, in order")
    package static let nodePoolAdapters = Setting(
        "adapters.node-pool", .adapters, default: "validation,hypershift",
        help: "Adapters that must have reported before a node pool is reconciled, in order")

    // MARK: Log

    package static let logLevel = Setting(
        "log.level", SettingKind<LogLevel>.choice, default: "info",
        help: "The least severe lines that are written")
    package static let logFormat = Setting(
        "log.format", SettingKind<LogFormat>.choice, default: "auto",
        help: "How lines on standard error look; auto is text on a terminal and json otherwise")

    /// All of them, in the order of help and documentation.
    package static let definitions: [SettingDefinition] = [
        listen.definition, addressFile.definition, maxMessageSize.definition, maxConcurrentCalls.definition,
        maxConnections.definition, eventLoops.definition, handshakeTimeout.definition, defaultDeadline.definition,
        maxDeadline.definition, drainTimeout.definition, databaseURL.definition, databaseReaders.definition,
        databaseSearchers.definition, databaseWriters.definition, databaseTransactions.definition,
        databaseMaxWaiting.definition, databaseAcquireTimeout.definition, schemaFile.definition,
        clusterAdapters.definition, nodePoolAdapters.definition, logLevel.definition, logFormat.definition,
    ]

    /// The setting with this key.
    package static func definition(_ key: String) -> SettingDefinition? {
        definitions.first { $0.key == key }
    }
}

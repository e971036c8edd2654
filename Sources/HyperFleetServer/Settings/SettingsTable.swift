package import HyperFleetService
package import RPCCore
package import RPCTransport

/// Every setting of the server, once: flags, variables, file keys, help and documentation come from here.
package enum SettingsTable {
    // MARK: Server

    package static let listen = Setting(
        "server.listen", .addresses, default: "127.0.0.1:8470", shortFlag: "listen",
        help: "Addresses to listen on; port 0 asks the system for a free one")
    package static let addressFile = Setting(
        "server.address-file", .path, default: nil, shortFlag: "address-file",
        help: "A file to write the addresses to, one a line, once the server listens on them; removed at stop")
    package static let certificateFile = Setting(
        "server.tls-certificate-file", .path, default: nil,
        help: "The server's certificate and those between it and its authority (PEM); TCP addresses take TLS only then")
    package static let keyFile = Setting(
        "server.tls-key-file", .path, default: nil,
        help: "The private key of the server's certificate (PEM, without a passphrase)")
    package static let clientCertificates = Setting(
        "server.tls-client-certificates", SettingKind<ServerTLS.ClientCertificates>.choice, default: "none",
        help: "Whether clients must show a certificate; its subject's common name is the caller's name")
    package static let clientAuthorityFile = Setting(
        "server.tls-client-authority-file", .path, default: nil,
        help: "The authorities that clients' certificates must come from (PEM)")
    package static let reloadInterval = Setting(
        "server.reload-interval", .duration(.milliseconds(10) ... .seconds(3600)), default: "10s",
        help: "How often the files of certificates, keys, tokens and the schema are looked at; SIGHUP looks at once")
    package static let tokenFile = Setting(
        "server.token-file", .path, default: nil,
        help: "Who may call with which bearer token: lines of a name and the token's SHA-256 in hexadecimal digits")
    package static let allowAnonymous = Setting(
        "server.allow-anonymous", .flag, default: "false",
        help: "Whether callers from other machines are served without a certificate or a token")
    package static let allowPlaintext = Setting(
        "server.allow-plaintext", .flag, default: "false",
        help: "Whether addresses that other machines can reach are listened on without TLS")
    package static let socketMode = Setting(
        "server.socket-mode", SettingKind<SocketMode>.choice, default: "0600",
        help: "The mode of a unix socket's file: for its owner, for the group too, or for everybody")
    package static let maxConnections = Setting(
        "server.max-connections", .count(1...1_000_000), default: "10000",
        help: "How many connections may be open at a time; one more is refused and told so")
    package static let maxConnectionsPerAddress = Setting(
        "server.max-connections-per-address", .count(1...1_000_000), default: "4000",
        help: "How many connections one IP address may have open at a time")
    package static let maxHandshakes = Setting(
        "server.max-handshakes", .count(0...1_000_000), default: "0",
        help: "How many connections may be without a complete handshake; 0 is a tenth of all and at least 16")
    package static let eventLoops = Setting(
        "server.event-loops", .count(0...256), default: "0",
        help: "Threads that serve connections; 0 is one for each processor")
    package static let maxMessageSize = Setting(
        "server.max-message-size", .size(65_536...67_108_864), default: "4MiB",
        help: "The largest message either way; a larger one fails its call")
    package static let maxConcurrentCalls = Setting(
        "server.max-concurrent-calls", .count(1...65_536), default: "256",
        help: "How many calls of one connection may be under way at a time")
    package static let handshakeTimeout = Setting(
        "server.handshake-timeout", .duration(.milliseconds(100) ... .seconds(60)), default: "5s",
        help: "How long a peer may take from connecting to a complete handshake, TLS included")
    package static let defaultDeadline = Setting(
        "server.default-deadline", .duration(.milliseconds(100) ... .seconds(300)), default: "30s",
        help: "The deadline of a call that names none")
    package static let maxDeadline = Setting(
        "server.max-deadline", .duration(.seconds(1) ... .seconds(3600)), default: "5m",
        help: "The longest deadline of a call; a longer one is cut to it")
    package static let maxStreamAge = Setting(
        "server.max-stream-age", .duration(.seconds(1) ... .seconds(86_400)), default: "1h",
        help: "How long a streaming call may go on; it is ended then, and its client may begin anew")
    package static let drainTimeout = Setting(
        "server.drain-timeout", .duration(.zero ... .seconds(600)), default: "25s",
        help: "How long running calls may take to finish after SIGTERM or SIGINT")
    package static let reconnectWindow = Setting(
        "server.reconnect-window", .duration(.zero ... .seconds(600)), default: "5s",
        help: "Over which time clients are asked to spread their reconnects when the server stops")
    package static let drainNoticeTimeout = Setting(
        "server.drain-notice-timeout", .duration(.milliseconds(1) ... .seconds(60)), default: "1s",
        help: "How long a client may take to acknowledge that the server stops; its later calls are refused then")
    package static let listenBacklog = Setting(
        "server.listen-backlog", .count(1...65_535), default: "1024",
        help: "How many connections the system keeps for each address until they are accepted; its own bound is less")
    package static let eventLoopRequestSize = Setting(
        "server.event-loop-request-size", .size(0...67_108_864), default: "32KiB",
        help: "The largest request that is handled by the thread of its connection; a larger one does not hold that up")

    // MARK: Protocol

    package static let maxMetadataSize = Setting(
        "protocol.max-metadata-size", .size(1_024...49_152), default: "16KiB",
        help: "All metadata of a call; more fails the call")
    package static let maxRequestsSize = Setting(
        "protocol.max-requests-size", .size(1_048_576...17_179_869_184), default: "64MiB",
        help: "Requests of one connection whose calls are under way, in sum; a call past it is refused")
    package static let streamWindow = Setting(
        "protocol.stream-window", .size(16_384...1_073_741_824), default: "256KiB",
        help: "What a peer may send on one stream before it is read")
    package static let connectionWindow = Setting(
        "protocol.connection-window", .size(16_384...1_073_741_824), default: "4MiB",
        help: "What a peer may send on all streams of a connection before it is read")
    package static let keepaliveInterval = Setting(
        "protocol.keepalive-interval", .duration(.zero ... .seconds(3600)), default: "15s",
        help: "Quiet time before a peer is pinged; clients may ask for another, and 0s is no pings")
    package static let keepaliveTimeout = Setting(
        "protocol.keepalive-timeout", .duration(.milliseconds(100) ... .seconds(300)), default: "10s",
        help: "How long a pinged peer may stay silent before its connection is closed")
    package static let stalledFrameTimeout = Setting(
        "protocol.stalled-frame-timeout", .duration(.milliseconds(100) ... .seconds(300)), default: "10s",
        help: "How long a begun frame may stand without progress before its connection is closed")
    package static let stalledFrameProgress = Setting(
        "protocol.stalled-frame-progress", .size(1...65_536), default: "1KiB",
        help: "What counts as progress of a frame within that time")
    package static let stalledWriteTimeout = Setting(
        "protocol.stalled-write-timeout", .duration(.milliseconds(100) ... .seconds(600)), default: "30s",
        help: "How long a peer may leave its answers unread before its connection is closed")
    package static let stalledStreamTimeout = Setting(
        "protocol.stalled-stream-timeout", .duration(.milliseconds(100) ... .seconds(600)), default: "30s",
        help: "How long a message may wait for a peer's credit before its call is ended")
    package static let controlBurst = Setting(
        "protocol.control-burst", .count(10...1_000_000), default: "1000",
        help: "Control frames, cancels and refused calls that a connection may cost at once")
    package static let controlRate = Setting(
        "protocol.control-rate", .count(1...100_000), default: "100",
        help: "How many of them it may cost each second in the long run")

    // MARK: Database

    package static let databaseURL = Setting(
        "database.url", .text("URL"), default: nil, isSecret: true,
        help: "The database: a libpq connection string or a postgresql:// URI")
    package static let databasePreparedStatements = Setting(
        "database.prepared-statements", .flag, default: "true",
        help: "False behind a pooler in transaction mode: no statement or setting outlives its transaction then")
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
    package static let databaseListers = Setting(
        "database.listers", .count(1...64), default: "4",
        help: "Connections that serve streamed lists; each holds one from its beginning to its end")
    package static let databaseMaxWaiting = Setting(
        "database.max-waiting", .count(1...65_536), default: "1024",
        help: "How many calls may wait for a connection of one kind before more are refused")
    package static let databaseMaxWaitingSize = Setting(
        "database.max-waiting-size", .size(1_048_576...17_179_869_184), default: "64MiB",
        help: "How many bytes of calls may wait for a connection of one kind before more are refused")

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

    package static let nodePoolPolicy = Setting(
        "deletes.node-pools", SettingKind<DeletePolicy>.choice, default: "cascade",
        help: "What deleting a cluster does about its active node pools: it marks them too, or they forbid it")

    package static let idempotencyRetention = Setting(
        "idempotency.retention", .duration(.seconds(60) ... .seconds(2_592_000)), default: "24h",
        help: "How long the answer to a write is kept under its idempotency key")
    package static let idempotencyMaxKeys = Setting(
        "idempotency.max-keys", .count(1_000...1_000_000_000), default: "1000000",
        help: "How many of them are kept; past it the oldest go early")

    package static let listsMaxDuration = Setting(
        "lists.max-duration", .duration(.seconds(1) ... .seconds(3_600)), default: "5m",
        help: "How long a streamed list may hold its snapshot; it is cut then, and its reader may go on")
    package static let listsStallTimeout = Setting(
        "lists.stall-timeout", .duration(.milliseconds(100) ... .seconds(600)), default: "25s",
        help:
            "How long its reader may take nothing; less than protocol.stalled-stream-timeout, so that it is told where"
            + " to go on")

    // MARK: Log

    package static let logLevel = Setting(
        "log.level", SettingKind<LogLevel>.choice, default: "info",
        help: "The least severe lines that are written")
    package static let logFormat = Setting(
        "log.format", SettingKind<LogFormat>.choice, default: "auto",
        help: "How lines on standard error look; auto is text on a terminal and json otherwise")

    /// All of them, in the order of help and documentation.
    package static let definitions: [SettingDefinition] = [
        listen.definition, addressFile.definition, certificateFile.definition, keyFile.definition,
        clientCertificates.definition, clientAuthorityFile.definition, reloadInterval.definition,
        tokenFile.definition, allowAnonymous.definition, allowPlaintext.definition, socketMode.definition,
        maxConnections.definition, maxConnectionsPerAddress.definition, maxHandshakes.definition,
        eventLoops.definition, maxMessageSize.definition, maxConcurrentCalls.definition, handshakeTimeout.definition,
        defaultDeadline.definition, maxDeadline.definition, maxStreamAge.definition, drainTimeout.definition,
        reconnectWindow.definition, drainNoticeTimeout.definition, listenBacklog.definition,
        eventLoopRequestSize.definition,
        maxMetadataSize.definition, maxRequestsSize.definition, streamWindow.definition, connectionWindow.definition,
        keepaliveInterval.definition, keepaliveTimeout.definition, stalledFrameTimeout.definition,
        stalledFrameProgress.definition, stalledWriteTimeout.definition, stalledStreamTimeout.definition,
        controlBurst.definition,
        controlRate.definition, databaseURL.definition, databasePreparedStatements.definition,
        databaseReaders.definition, databaseSearchers.definition,
        databaseWriters.definition, databaseTransactions.definition, databaseListers.definition,
        databaseMaxWaiting.definition, databaseMaxWaitingSize.definition, databaseAcquireTimeout.definition,
        schemaFile.definition,
        clusterAdapters.definition,
        nodePoolAdapters.definition, nodePoolPolicy.definition, idempotencyRetention.definition,
        idempotencyMaxKeys.definition, listsMaxDuration.definition, listsStallTimeout.definition, logLevel.definition,
        logFormat.definition,
    ]

    /// The setting with this key.
    package static func definition(_ key: String) -> SettingDefinition? {
        definitions.first { $0.key == key }
    }
}

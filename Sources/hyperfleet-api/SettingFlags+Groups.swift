internal import ArgumentParser
internal import HyperFleetServer

/// Where settings come from beside flags.
struct FileFlag: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "A YAML or JSON file of settings. (environment: HYPERFLEET_CONFIG)", valueName: "FILE"))
    var path: String?
}

struct ServerFlags: SettingFlags {
    @Option(SettingsTable.listen.definition) var listen: GivenSetting?
    @Option(SettingsTable.addressFile.definition) var addressFile: GivenSetting?
    @Option(SettingsTable.certificateFile.definition) var certificateFile: GivenSetting?
    @Option(SettingsTable.keyFile.definition) var keyFile: GivenSetting?
    @Option(SettingsTable.clientCertificates.definition) var clientCertificates: GivenSetting?
    @Option(SettingsTable.clientAuthorityFile.definition) var clientAuthorityFile: GivenSetting?
    @Option(SettingsTable.reloadInterval.definition) var reloadInterval: GivenSetting?
    @Option(SettingsTable.tokenFile.definition) var tokenFile: GivenSetting?
    @Option(SettingsTable.allowAnonymous.definition) var allowAnonymous: GivenSetting?
    @Option(SettingsTable.allowPlaintext.definition) var allowPlaintext: GivenSetting?
    @Option(SettingsTable.socketMode.definition) var socketMode: GivenSetting?
    @Option(SettingsTable.maxConnections.definition) var maxConnections: GivenSetting?
    @Option(SettingsTable.maxConnectionsPerAddress.definition) var maxConnectionsPerAddress: GivenSetting?
    @Option(SettingsTable.maxHandshakes.definition) var maxHandshakes: GivenSetting?
    @Option(SettingsTable.eventLoops.definition) var eventLoops: GivenSetting?
    @Option(SettingsTable.maxMessageSize.definition) var maxMessageSize: GivenSetting?
    @Option(SettingsTable.maxConcurrentCalls.definition) var maxConcurrentCalls: GivenSetting?
    @Option(SettingsTable.handshakeTimeout.definition) var handshakeTimeout: GivenSetting?
    @Option(SettingsTable.defaultDeadline.definition) var defaultDeadline: GivenSetting?
    @Option(SettingsTable.maxDeadline.definition) var maxDeadline: GivenSetting?
    @Option(SettingsTable.maxStreamAge.definition) var maxStreamAge: GivenSetting?
    @Option(SettingsTable.drainTimeout.definition) var drainTimeout: GivenSetting?
    @Option(SettingsTable.reconnectWindow.definition) var reconnectWindow: GivenSetting?
    @Option(SettingsTable.drainNoticeTimeout.definition) var drainNoticeTimeout: GivenSetting?
    @Option(SettingsTable.listenBacklog.definition) var listenBacklog: GivenSetting?
    @Option(SettingsTable.eventLoopRequestSize.definition) var eventLoopRequestSize: GivenSetting?
}

struct ProtocolFlags: SettingFlags {
    @Option(SettingsTable.maxMetadataSize.definition) var maxMetadataSize: GivenSetting?
    @Option(SettingsTable.maxRequestsSize.definition) var maxRequestsSize: GivenSetting?
    @Option(SettingsTable.streamWindow.definition) var streamWindow: GivenSetting?
    @Option(SettingsTable.connectionWindow.definition) var connectionWindow: GivenSetting?
    @Option(SettingsTable.keepaliveInterval.definition) var keepaliveInterval: GivenSetting?
    @Option(SettingsTable.keepaliveTimeout.definition) var keepaliveTimeout: GivenSetting?
    @Option(SettingsTable.stalledFrameTimeout.definition) var stalledFrameTimeout: GivenSetting?
    @Option(SettingsTable.stalledFrameProgress.definition) var stalledFrameProgress: GivenSetting?
    @Option(SettingsTable.stalledWriteTimeout.definition) var stalledWriteTimeout: GivenSetting?
    @Option(SettingsTable.stalledStreamTimeout.definition) var stalledStreamTimeout: GivenSetting?
    @Option(SettingsTable.controlBurst.definition) var controlBurst: GivenSetting?
    @Option(SettingsTable.controlRate.definition) var controlRate: GivenSetting?
}

struct DatabaseFlag: SettingFlags {
    @Option(SettingsTable.databaseURL.definition) var url: GivenSetting?
}

struct DatabaseLaneFlags: SettingFlags {
    @Option(SettingsTable.databasePreparedStatements.definition) var preparedStatements: GivenSetting?
    @Option(SettingsTable.databaseReaders.definition) var readers: GivenSetting?
    @Option(SettingsTable.databaseSearchers.definition) var searchers: GivenSetting?
    @Option(SettingsTable.databaseWriters.definition) var writers: GivenSetting?
    @Option(SettingsTable.databaseTransactions.definition) var transactions: GivenSetting?
    @Option(SettingsTable.databaseListers.definition) var listers: GivenSetting?
    @Option(SettingsTable.databaseMaxWaiting.definition) var maxWaiting: GivenSetting?
    @Option(SettingsTable.databaseMaxWaitingSize.definition) var maxWaitingSize: GivenSetting?
    @Option(SettingsTable.databaseAcquireTimeout.definition) var acquireTimeout: GivenSetting?
}

struct SchemaFlag: SettingFlags {
    @Option(SettingsTable.schemaFile.definition) var file: GivenSetting?
}

struct AdapterFlags: SettingFlags {
    @Option(SettingsTable.clusterAdapters.definition) var clusters: GivenSetting?
    @Option(SettingsTable.nodePoolAdapters.definition) var nodePools: GivenSetting?
}

struct WriteFlags: SettingFlags {
    @Option(SettingsTable.nodePoolPolicy.definition) var nodePoolPolicy: GivenSetting?
    @Option(SettingsTable.idempotencyRetention.definition) var idempotencyRetention: GivenSetting?
    @Option(SettingsTable.idempotencyMaxKeys.definition) var idempotencyMaxKeys: GivenSetting?
}

struct ListFlags: SettingFlags {
    @Option(SettingsTable.listsMaxDuration.definition) var maxDuration: GivenSetting?
    @Option(SettingsTable.listsStallTimeout.definition) var stallTimeout: GivenSetting?
}

struct LogFlags: SettingFlags {
    @Option(SettingsTable.logLevel.definition) var level: GivenSetting?
    @Option(SettingsTable.logFormat.definition) var format: GivenSetting?
}

/// The flags of everything that a serving command can be told.
struct AllFlags: ParsableArguments {
    @OptionGroup var file: FileFlag
    @OptionGroup(title: "Server") var server: ServerFlags
    @OptionGroup(title: "Protocol") var wire: ProtocolFlags
    @OptionGroup(title: "Database") var database: DatabaseFlag
    @OptionGroup(title: "Database") var lanes: DatabaseLaneFlags
    @OptionGroup(title: "Rules") var schema: SchemaFlag
    @OptionGroup(title: "Rules") var adapters: AdapterFlags
    @OptionGroup(title: "Rules") var writes: WriteFlags
    @OptionGroup(title: "Rules") var lists: ListFlags
    @OptionGroup(title: "Log") var log: LogFlags

    /// The texts that were given, by key.
    var given: [String: String] {
        let groups = [
            server.given, wire.given, database.given, lanes.given, schema.given, adapters.given, writes.given,
            lists.given, log.given,
        ]
        return groups.reduce(into: [:]) { all, group in all.merge(group) { _, new in new } }
    }
}

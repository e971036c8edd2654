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
    @Option(SettingsTable.maxMessageSize.definition) var maxMessageSize: GivenSetting?
    @Option(SettingsTable.maxConcurrentCalls.definition) var maxConcurrentCalls: GivenSetting?
    @Option(SettingsTable.maxConnections.definition) var maxConnections: GivenSetting?
    @Option(SettingsTable.eventLoops.definition) var eventLoops: GivenSetting?
    @Option(SettingsTable.handshakeTimeout.definition) var handshakeTimeout: GivenSetting?
    @Option(SettingsTable.defaultDeadline.definition) var defaultDeadline: GivenSetting?
    @Option(SettingsTable.maxDeadline.definition) var maxDeadline: GivenSetting?
    @Option(SettingsTable.drainTimeout.definition) var drainTimeout: GivenSetting?
}

struct DatabaseFlag: SettingFlags {
    @Option(SettingsTable.databaseURL.definition) var url: GivenSetting?
}

struct DatabaseLaneFlags: SettingFlags {
    @Option(SettingsTable.databaseReaders.definition) var readers: GivenSetting?
    @Option(SettingsTable.databaseSearchers.definition) var searchers: GivenSetting?
    @Option(SettingsTable.databaseWriters.definition) var writers: GivenSetting?
    @Option(SettingsTable.databaseTransactions.definition) var transactions: GivenSetting?
    @Option(SettingsTable.databaseMaxWaiting.definition) var maxWaiting: GivenSetting?
    @Option(SettingsTable.databaseAcquireTimeout.definition) var acquireTimeout: GivenSetting?
}

struct SchemaFlag: SettingFlags {
    @Option(SettingsTable.schemaFile.definition) var file: GivenSetting?
}

struct AdapterFlags: SettingFlags {
    @Option(SettingsTable.clusterAdapters.definition) var clusters: GivenSetting?
    @Option(SettingsTable.nodePoolAdapters.definition) var nodePools: GivenSetting?
}

struct LogFlags: SettingFlags {
    @Option(SettingsTable.logLevel.definition) var level: GivenSetting?
    @Option(SettingsTable.logFormat.definition) var format: GivenSetting?
}

/// The flags of everything that a serving command can be told.
struct AllFlags: ParsableArguments {
    @OptionGroup var file: FileFlag
    @OptionGroup(title: "Server") var server: ServerFlags
    @OptionGroup(title: "Database") var database: DatabaseFlag
    @OptionGroup(title: "Database") var lanes: DatabaseLaneFlags
    @OptionGroup(title: "Rules") var schema: SchemaFlag
    @OptionGroup(title: "Rules") var adapters: AdapterFlags
    @OptionGroup(title: "Log") var log: LogFlags

    /// The texts that were given, by key.
    var given: [String: String] {
        let groups = [server.given, database.given, lanes.given, schema.given, adapters.given, log.given]
        return groups.reduce(into: [:]) { all, group in all.merge(group) { _, new in new } }
    }
}

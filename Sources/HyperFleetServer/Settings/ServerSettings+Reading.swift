internal import RPCTransport

extension ServerSettings {
    /// Settings that a command cannot do without.
    package enum Requirement: Sendable {
        case database
        case schema
    }

    /// Reads all settings: what a flag says, else the environment, else the file, else the default.
    ///
    /// - Parameters:
    ///   - flags: the texts of the flags that were given, by key.
    ///   - environment: all variables; those that do not begin with `HYPERFLEET_` are not looked at.
    ///   - filePath: a YAML or JSON file; nil asks `HYPERFLEET_CONFIG`, and without that there is no file.
    ///   - defaults: what holds instead of the table's defaults, by key.
    /// - Throws: every mistake at once, each naming its flag, variable or place in the file.
    package init(
        flags: [String: String] = [:], environment: [String: String] = [:], filePath: String? = nil,
        defaults: [String: String] = [:], requiring requirements: Set<Requirement> = [.database, .schema]
    ) async throws(SettingsError) {
        let filePath = filePath ?? environment["HYPERFLEET_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        var file: SettingsFile?
        if let filePath { file = try await SettingsFile.load(path: filePath) }
        var reader = SettingsReader(flags: flags, environment: environment, file: file, defaults: defaults)
        for problem in KnownNames.problems(inVariables: environment.keys) { reader.note(problem) }
        for problem in file?.unknownKeys ?? [] { reader.note(problem) }
        let settings = await Self.read(from: &reader, requiring: requirements)
        guard let settings, reader.problems.isEmpty else { throw SettingsError(problems: reader.problems) }
        self = settings
    }

    /// Asks for every setting, so that every mistake is found; nil when one that must be there is not.
    private static func read(
        from reader: inout SettingsReader, requiring requirements: Set<Requirement>
    ) async -> ServerSettings? {
        // One after the other and not in the guard, so that the first mistake does not hide the rest.
        let listen = await reader.value(SettingsTable.listen)
        let addressFile = await reader.value(SettingsTable.addressFile)
        let access = await AccessSettings(reading: &reader)
        var transport = await RPCServerConfiguration(reading: &reader, tls: access.tls)
        transport.allowsPlaintextFromNetwork = access.allowsPlaintext
        transport.unixSocketMode = access.socketMode.bits
        let databaseURL = await reader.value(
            SettingsTable.databaseURL, isRequired: requirements.contains(.database))
        let preparedStatements = await reader.value(SettingsTable.databasePreparedStatements)
        let readers = await reader.value(SettingsTable.databaseReaders)
        let searchers = await reader.value(SettingsTable.databaseSearchers)
        let writers = await reader.value(SettingsTable.databaseWriters)
        let transactions = await reader.value(SettingsTable.databaseTransactions)
        let listers = await reader.value(SettingsTable.databaseListers)
        let maxWaiting = await reader.value(SettingsTable.databaseMaxWaiting)
        let maxWaitingSize = await reader.value(SettingsTable.databaseMaxWaitingSize)
        let acquireTimeout = await reader.value(SettingsTable.databaseAcquireTimeout)
        let schemaFile = await reader.value(SettingsTable.schemaFile, isRequired: requirements.contains(.schema))
        let clusterAdapters = await reader.value(SettingsTable.clusterAdapters)
        let nodePoolAdapters = await reader.value(SettingsTable.nodePoolAdapters)
        let nodePoolPolicy = await reader.value(SettingsTable.nodePoolPolicy)
        let idempotencyRetention = await reader.value(SettingsTable.idempotencyRetention)
        let idempotencyMaxKeys = await reader.value(SettingsTable.idempotencyMaxKeys)
        let listsMaxDuration = await reader.value(SettingsTable.listsMaxDuration)
        let listsStallTimeout = await reader.value(SettingsTable.listsStallTimeout)
        let logLevel = await reader.value(SettingsTable.logLevel)
        let logFormat = await reader.value(SettingsTable.logFormat)
        guard let listen, let preparedStatements, let readers, let searchers, let writers, let transactions,
            let listers, let maxWaiting, let maxWaitingSize,
            let acquireTimeout, let clusterAdapters, let nodePoolAdapters, let nodePoolPolicy, let idempotencyRetention,
            let idempotencyMaxKeys, let listsMaxDuration, let listsStallTimeout, let logLevel,
            let logFormat
        else { return nil }
        return ServerSettings(
            listen: listen, addressFile: addressFile, transport: transport, tokenFile: access.tokenFile,
            reloadInterval: access.reloadInterval, allowsAnonymousFromNetwork: access.allowsAnonymous,
            databaseURL: databaseURL ?? "", databasePreparedStatements: preparedStatements, databaseReaders: readers,
            databaseSearchers: searchers, databaseWriters: writers, databaseTransactions: transactions,
            databaseListers: listers, databaseMaxWaiting: maxWaiting,
            databaseMaxWaitingSize: maxWaitingSize, databaseAcquireTimeout: acquireTimeout, schemaFile: schemaFile,
            clusterAdapters: clusterAdapters, nodePoolAdapters: nodePoolAdapters,
            nodePoolPolicy: nodePoolPolicy, idempotencyRetention: idempotencyRetention,
            idempotencyMaxKeys: idempotencyMaxKeys, listsMaxDuration: listsMaxDuration,
            listsStallTimeout: listsStallTimeout, logLevel: logLevel, logFormat: logFormat, resolved: reader.resolved)
    }
}

internal import Glibc
internal import Logging

/// Serves a fleet on the private PostgreSQL of a clone: one command from nothing to a server.
package enum DevelopmentOperation {
    /// The port that a client tries when nobody tells it one.
    private static let usualPort: UInt16 = 8470

    /// Starts the database where none is named, migrates it, and serves until SIGTERM or SIGINT.
    ///
    /// - Parameter flags: the texts of the flags that were given, by key.
    package static func run(
        flags: [String: String], environment: [String: String], filePath: String?
    ) async throws {
        let clone = CloneFolder.found()
        try clone.makeLocalFolder()
        let lock = try DevelopmentLock(clone: clone)
        let portIsFree = PortProbe.isFree(usualPort)
        var settings = try await ServerSettings(
            flags: flags, environment: environment, filePath: filePath,
            defaults: defaults(clone: clone, port: portIsFree ? usualPort : 0), requiring: [])
        guard settings.schemaFile != nil else {
            throw StartFailure(
                .usage, "there is no \(clone.path)/docs/examples/provider.yaml here: give a schema with --schema FILE")
        }
        let logger = ServerLogHandler.logger(level: settings.logLevel, format: settings.logFormat)
        if !portIsFree, settings.listensByDefault {
            logger.notice(
                "port 8470 is in use, probably by another clone's server; taking a free one, which hfctl finds here")
        }
        if settings.databaseURL.isEmpty {
            settings.databaseURL = try PrivateDatabase(clone: clone).start(logger: logger)
        }
        try await MigrateOperation(settings: settings, logger: logger).run()
        try await ServeOperation.run(settings: settings, logger: logger)
        withExtendedLifetime(lock) {}
    }

    private static func defaults(clone: CloneFolder, port: UInt16) -> [String: String] {
        var defaults = [
            SettingsTable.listen.definition.key: "unix:\(socketPath(clone)),127.0.0.1:\(port)",
            SettingsTable.addressFile.definition.key: clone.addressFile,
        ]
        defaults[SettingsTable.schemaFile.definition.key] = clone.exampleSchema
        return defaults
    }

    /// In the clone where the path is short enough and can be an item of a list.
    private static func socketPath(_ clone: CloneFolder) -> String {
        let near = clone.localFolder + "/api.sock"
        let isUsable = near.utf8.count <= PrivatePlacement.longestSocketPath && !near.contains(",")
        return isUsable ? near : "/tmp/hyperfleet-\(clone.hash)-\(geteuid()).sock"
    }
}

extension ServerSettings {
    /// Whether nobody has said where to listen.
    fileprivate var listensByDefault: Bool {
        let key = SettingsTable.listen.definition.key
        return resolved.contains { $0.key == key && $0.origin == .defaultValue }
    }
}

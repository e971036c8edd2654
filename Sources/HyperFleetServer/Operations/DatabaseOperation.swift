internal import Glibc
internal import Logging

/// What can be done with the private PostgreSQL of the clone at hand.
package enum DatabaseOperation {
    /// Makes, starts and migrates it, as far as needed, and answers its connection string.
    package static func setUp(flags: [String: String], environment: [String: String]) async throws -> String {
        let database = PrivateDatabase(clone: .found())
        var settings = try await ServerSettings(flags: flags, environment: environment, requiring: [])
        let logger = ServerLogHandler.logger(level: settings.logLevel, format: settings.logFormat)
        settings.databaseURL = try database.start(logger: logger)
        try await MigrateOperation(settings: settings, logger: logger).run()
        return settings.databaseURL
    }

    /// Starts it as needed and becomes psql on it.
    ///
    /// - Throws: a sentence when psql is not there; else it does not return.
    package static func logIn(arguments: [String]) throws(StartFailure) {
        let url = try PrivateDatabase(clone: .found()).start(
            logger: Logger(label: "hyperfleet-api") { label in
                ServerLogHandler(label: label, level: .warning, format: .auto)
            })
        let words = ["psql", url] + arguments
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        execvp("psql", &pointers)
        let reason = String(cString: strerror(errno))
        for pointer in pointers { free(pointer) }
        throw StartFailure(.other, "psql cannot be started: \(reason); `make deps` installs it")
    }

    /// Its connection string.
    ///
    /// - Throws: a sentence when it is not running.
    package static func url() throws(StartFailure) -> String {
        let clone = CloneFolder.found()
        guard let url = PrivateDatabase(clone: clone).runningURL() else {
            throw StartFailure(
                .databaseAway, "the private PostgreSQL of \(clone.path) is not running; `make db/setup` starts it")
        }
        return url
    }

    /// Stops it and removes all its data; a sentence about what was done.
    package static func tearDown() throws(StartFailure) -> String {
        try PrivateDatabase(clone: .found()).tearDown()
    }
}

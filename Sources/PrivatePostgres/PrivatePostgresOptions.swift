/// What kind of PostgreSQL to start, and where.
package struct PrivatePostgresOptions: Sendable {
    package enum Kind: Sendable {
        /// For tests: in memory where possible, without durability; ends with the process that started it.
        case throwaway
        /// PostgreSQL's durable defaults; goes on after the process that started it.
        case durable(dataFolder: String, socketFolder: String)
    }

    package let kind: Kind
    /// With no TCP address this is only the end of the socket's name, and the same in every folder.
    package var port = 5432
    package var maxConnections = 100
    /// The superuser's name.
    package var user = "hyperfleet"
    /// How long initdb, and then the server, may take to start.
    package var startTimeout: Duration = .seconds(60)

    /// A cluster in a new folder of its own, removed by `remove` or when the next one is started after a crash.
    package static func throwaway(maxConnections: Int = 100) -> PrivatePostgresOptions {
        var options = PrivatePostgresOptions(kind: .throwaway)
        options.maxConnections = maxConnections
        return options
    }

    /// A cluster in `dataFolder`, made when it is not there, listening on a socket in `socketFolder` only.
    ///
    /// Both are absolute paths. As root the server runs as the user `postgres`, who must be able to reach both.
    package static func durable(dataFolder: String, socketFolder: String, port: Int = 5432) -> PrivatePostgresOptions {
        var options = PrivatePostgresOptions(kind: .durable(dataFolder: dataFolder, socketFolder: socketFolder))
        options.port = port
        return options
    }
}

internal import Glibc
internal import Logging

/// Makes a cluster's data with initdb, and starts a server on it.
struct ClusterStarter {
    let binaries: ServerBinaries
    let user: ServerUser
    let dataFolder: String
    let socket: ServerSocket
    let options: PrivatePostgresOptions
    /// A folder that the server's user can enter.
    let workFolder: String

    /// Runs initdb; `dataFolder` must be empty or missing, and its parent there.
    ///
    /// - Parameter isDurable: whether the new data are written to disk before it returns.
    func initialize(isDurable: Bool, log: String) throws {
        var words = user.prefix(diesWithParent: false)
        words += [
            binaries.path("initdb"), "-D", dataFolder, "-U", options.user, "--locale=C", "-E", "UTF8",
            "--auth-local=trust", "--auth-host=reject", "--no-instructions",
        ]
        if !isDurable { words.append("--no-sync") }
        var command = Command(words, folder: workFolder)
        command.log = log
        let status = try command.run()
        guard status == 0 else {
            throw PrivatePostgresError(
                "initdb could not make a cluster in \(dataFolder) (status \(status)):\n\(Folder.lastLines(log))")
        }
    }

    /// Starts the server, and waits until it takes connections.
    ///
    /// - Parameters:
    ///   - front: words in front of all others, such as `setsid`.
    ///   - settings: further settings, as `name=value`.
    func serve(front: [String], diesWithParent: Bool, settings: [String], log: String) throws {
        var words = front + user.prefix(diesWithParent: diesWithParent)
        words += [binaries.path("postgres"), "-D", dataFolder, "-k", listed(socket.folder), "-p", "\(socket.port)"]
        let all = ["listen_addresses=", "max_connections=\(options.maxConnections)"] + settings
        words += all.flatMap { ["-c", $0] }
        var command = Command(words, folder: workFolder)
        command.log = log
        let process = try ServerProcess.start(command)
        let isReady = try Poll.until(options.startTimeout) {
            if let end = process.end {
                throw PrivatePostgresError("PostgreSQL did not start: \(end)\n\(Folder.lastLines(log))")
            }
            return PostmasterFile(dataFolder: dataFolder)?.isReady == true && socket.answers
        }
        guard isReady else {
            throw PrivatePostgresError(
                "PostgreSQL does not answer after \(options.startTimeout):\n\(Folder.lastLines(log))")
        }
    }

    /// A path as one item of unix_socket_directories.
    private func listed(_ path: String) -> String {
        "\"" + path.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

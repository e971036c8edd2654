internal import Logging
internal import RPCIdentity
internal import RPCTransport

/// The file of bearer tokens: read at start, and again whenever it changes; one that cannot be used changes nothing.
struct TokenFile: Sendable {
    private let file: FileBacked<TokenTable>
    private let interval: Duration
    private let logger: Logger

    private static let bytesMaximum = 4 << 20

    /// Nothing is read yet.
    init(path: String, interval: Duration, logger: Logger) {
        self.interval = interval
        self.logger = logger
        file = FileBacked([path]) { () throws(FileProblem) in try Self.read(path) }
    }

    /// The last good table.
    var table: TokenTable? { file.value }

    /// Reads the file for the first time.
    func load() async throws(StartFailure) {
        if case .failed(let problem) = await file.lookAside() { throw StartFailure(.usage, problem.description) }
    }

    /// Looks for changes.
    func reload() async {
        switch await file.lookAside() {
        case .unchanged: break
        case .renewed: logger.notice("the token file was read again")
        case .failed(let problem):
            logger.error("the former tokens stay valid", metadata: ["problem": "\(problem)"])
        }
    }

    /// Looks again and again, until the task is cancelled.
    func watch() async {
        await FileWatch.run(every: interval) { await reload() }
    }

    private static func read(_ path: String) throws(FileProblem) -> TokenTable {
        let bytes = try FileBytes.read(path, what: "the token file", maximum: bytesMaximum)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileProblem("the token file \(path) is not UTF-8")
        }
        do throws(TokenTable.Problem) {
            return try TokenTable(text)
        } catch {
            throw FileProblem("the token file \(path), \(error)")
        }
    }
}

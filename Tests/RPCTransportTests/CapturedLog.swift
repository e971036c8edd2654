import Logging
import Synchronization

/// Keeps what is logged.
final class CapturedLog: Sendable {
    private let all = Mutex<[String]>([])

    /// Level, message and metadata of each line.
    var lines: [String] { all.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var metadata = Logger.Metadata()
        var metadataProvider: Logger.MetadataProvider?
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
            log.all.withLock { $0.append("\(event.level): \(event.message) \(values)") }
        }
    }
}

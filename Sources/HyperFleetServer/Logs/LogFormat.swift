internal import Glibc
package import Logging

/// How a log line looks.
package enum LogFormat: String, Sendable, CaseIterable {
    /// `text` where standard error is a terminal, `json` elsewhere.
    case auto
    /// `2026-08-01T10:00:00.123456Z info  listening address=127.0.0.1:8470`
    case text
    /// One JSON object a line.
    case json

    /// Either `text` or `json`, as standard error is now.
    package var resolved: LogFormat {
        guard self == .auto else { return self }
        return isatty(STDERR_FILENO) == 1 ? .text : .json
    }
}

/// How severe a line must be to be written.
package enum LogLevel: String, Sendable, CaseIterable {
    case trace
    case debug
    case info
    case notice
    case warning
    case error
    case critical

    /// The same in the log library's words.
    package var level: Logger.Level {
        switch self {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}

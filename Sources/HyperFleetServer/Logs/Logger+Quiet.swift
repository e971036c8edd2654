internal import Logging

extension Logger {
    /// The same, from warnings upward: for parts whose every step is no news to an operator.
    var quiet: Logger {
        var quiet = self
        quiet.logLevel = max(logLevel, .warning)
        return quiet
    }
}

extension Logger {
    /// Says nothing at all.
    static var silent: Logger {
        Logger(label: "hyperfleet-api") { _ in SwiftLogNoOpLogHandler() }
    }
}

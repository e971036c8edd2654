internal import Logging

extension Logger {
    /// A logger that says nothing: the default of a library, which must not write to its user's streams unasked.
    static var silent: Logger {
        Logger(label: "hyperfleet.client", factory: { _ in SwiftLogNoOpLogHandler() })
    }
}

internal import HyperFleetModel
package import Logging

/// Writes log lines to standard error, as JSON or as text, in UTC, with control characters escaped.
package struct ServerLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level
    private let label: String
    private let writesJSON: Bool
    private let sink: LogSink

    init(label: String, level: Logger.Level, format: LogFormat, sink: LogSink = .standardError) {
        self.label = label
        self.logLevel = level
        self.writesJSON = format.resolved == .json
        self.sink = sink
    }

    /// A logger for the whole server.
    package static func logger(level: LogLevel, format: LogFormat) -> Logger {
        Logger(label: "hyperfleet-api") { label in
            ServerLogHandler(label: label, level: level.level, format: format)
        }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var values = metadata
        if let provided = metadataProvider?.get() { values.merge(provided) { _, new in new } }
        if let own = event.metadata { values.merge(own) { _, new in new } }
        if let error = event.error { values["error"] = "\(error)" }
        let time = Timestamp.now
        sink.write { lost in
            if lost > 0 { values["lost_lines"] = "\(lost)" }
            let line = LogLine(
                time: time, level: event.level, label: label, message: "\(event.message)", metadata: values)
            return writesJSON ? line.json : line.text
        }
    }
}

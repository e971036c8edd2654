internal import HyperFleetModel
internal import Logging

/// One line of the log before it is written; its parts are cut so that a line's cost is bounded.
struct LogLine: Sendable {
    /// In bytes of UTF-8; what is longer is cut and marked with `…`.
    static let longestMessage = 2_048
    /// In bytes of UTF-8; what is longer is cut and marked with `…`.
    static let longestValue = 1_024
    /// Further values are left out, and counted in `omitted`.
    static let mostValues = 24

    var time: Timestamp
    var level: Logger.Level
    var label: String
    var message: String
    /// In the order of their names.
    var values: [(name: String, text: String)]

    init(
        time: Timestamp, level: Logger.Level, label: String, message: String, metadata: Logger.Metadata
    ) {
        self.time = time
        self.level = level
        self.label = label
        self.message = Self.cut(message, to: Self.longestMessage)
        let sorted = metadata.sorted { $0.key < $1.key }
        values = sorted.prefix(Self.mostValues).map { entry in
            (name: Self.cut(entry.key, to: 64), text: Self.cut("\(entry.value)", to: Self.longestValue))
        }
        if sorted.count > Self.mostValues {
            values.append((name: "omitted", text: "\(sorted.count - Self.mostValues)"))
        }
    }

    private static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: limit)
        while end > text.startIndex, UTF8.isContinuation(text.utf8[end]) { end = text.utf8.index(before: end) }
        return String(decoding: text.utf8[..<end], as: UTF8.self) + "…"
    }
}

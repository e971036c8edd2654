internal import ArgumentParser

/// A duration as people write it: `500ms`, `30s`, `2m`, or a bare number of seconds.
struct DurationText: ExpressibleByArgument, Sendable {
    let duration: Duration

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int64(digits), count > 0, count <= 1_000_000 else { return nil }
        switch argument.dropFirst(digits.count) {
        case "ms": duration = .milliseconds(count)
        case "s", "": duration = .seconds(count)
        case "m": duration = .seconds(count * 60)
        default: return nil
        }
    }

    init(_ duration: Duration) {
        self.duration = duration
    }

    var defaultValueDescription: String { Self.short(duration) }

    /// In whole seconds where it is some, else in milliseconds.
    static func short(_ duration: Duration) -> String {
        let milliseconds = duration / .milliseconds(1)
        let whole = Int64(milliseconds.rounded(.up))
        return whole.isMultiple(of: 1000) ? "\(whole / 1000)s" : "\(whole)ms"
    }
}

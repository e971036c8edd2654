internal import HyperFleetModel

/// The texts of google.protobuf.Timestamp and google.protobuf.Duration in JSON.
enum TimeText {
    /// The seconds that a google.protobuf.Duration may have, up and down: 10,000 years.
    static let durationSeconds: Int64 = 315_576_000_000

    /// `2026-08-01T12:00:00.123Z`, with as many groups of three digits as it takes; nil outside of the years 1 to 9999
    /// and for nanoseconds that are none.
    static func timestamp(seconds: Int64, nanoseconds: Int32) -> String? {
        guard Timestamp.wireSeconds.contains(seconds), 0..<1_000_000_000 ~= nanoseconds else { return nil }
        // The model's own text has six digits, which are zeros here.
        let whole = Timestamp(microseconds: seconds * 1_000_000).rfc3339.prefix { $0 != "." }
        return "\(whole)\(fraction(nanoseconds))Z"
    }

    /// The seconds and nanoseconds of a text by RFC 3339 with at most nine digits of a second; nil for any other.
    static func timestamp(_ text: String) -> (seconds: Int64, nanoseconds: Int32)? {
        var whole = text
        var nanoseconds: Int32 = 0
        if let point = text.firstIndex(of: ".") {
            let digits = text[text.index(after: point)...].prefix { "0"..."9" ~= $0 }
            guard let value = Self.nanoseconds(digits) else { return nil }
            nanoseconds = value
            whole.removeSubrange(point..<digits.endIndex)
        }
        guard let moment = Timestamp(rfc3339: whole) else { return nil }
        let seconds = moment.microseconds / 1_000_000
        return Timestamp.wireSeconds.contains(seconds) ? (seconds, nanoseconds) : nil
    }

    /// `-1.5s`; nil past the largest duration, and where seconds and nanoseconds have different signs.
    static func duration(seconds: Int64, nanoseconds: Int32) -> String? {
        guard -durationSeconds...durationSeconds ~= seconds, -1_000_000_000 < nanoseconds, nanoseconds < 1_000_000_000,
            seconds.signum() * Int64(nanoseconds.signum()) >= 0
        else { return nil }
        let sign = seconds < 0 || nanoseconds < 0 ? "-" : ""
        return "\(sign)\(seconds.magnitude)\(fraction(Int32(nanoseconds.magnitude)))s"
    }

    /// The seconds and nanoseconds of `1s`, `-1.5s`, `0.000000001s`; nil for any other text.
    static func duration(_ text: String) -> (seconds: Int64, nanoseconds: Int32)? {
        guard text.last == "s" else { return nil }
        var rest = text.dropLast()
        let isNegative = rest.first == "-"
        if isNegative { rest = rest.dropFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.allSatisfy({ "0"..."9" ~= $0 }),
            let seconds = Int64(whole), seconds <= durationSeconds,
            let nanoseconds = parts.count == 2 ? Self.nanoseconds(parts[1]) : 0
        else { return nil }
        return isNegative ? (-seconds, -nanoseconds) : (seconds, nanoseconds)
    }

    /// `.123`, `.123456`, `.123456789`, or nothing.
    private static func fraction(_ nanoseconds: Int32) -> String {
        guard nanoseconds != 0 else { return "" }
        let digits = String(nanoseconds)
        var text = String(repeating: "0", count: 9 - digits.utf8.count) + digits
        while text.hasSuffix("000") { text.removeLast(3) }
        return "." + text
    }

    /// One to nine digits behind a point.
    private static func nanoseconds(_ digits: Substring) -> Int32? {
        guard 1...9 ~= digits.utf8.count, digits.allSatisfy({ "0"..."9" ~= $0 }) else { return nil }
        return Int32(digits + String(repeating: "0", count: 9 - digits.utf8.count))
    }
}

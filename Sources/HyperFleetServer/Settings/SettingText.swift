/// How sizes and durations are written in settings.
enum SettingText {
    private static let sizeUnits: [(suffix: String, bytes: Int)] = [
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("B", 1), ("", 1),
    ]
    private static let durationUnits: [(suffix: String, milliseconds: Int)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
    ]

    /// Reads `4MiB`, `512KiB`, `100B` or `100`.
    static func size(_ text: String) -> Int? {
        for unit in sizeUnits where text.hasSuffix(unit.suffix) {
            return scaled(text.dropLast(unit.suffix.count), by: unit.bytes)
        }
        return nil
    }

    /// Writes a size with the largest unit that divides it.
    static func size(_ bytes: Int) -> String {
        let fitting = sizeUnits.filter { !$0.suffix.isEmpty && bytes % $0.bytes == 0 && bytes >= $0.bytes }
        guard let unit = fitting.max(by: { $0.bytes < $1.bytes }) else { return "\(bytes)B" }
        return "\(bytes / unit.bytes)\(unit.suffix)"
    }

    /// Reads `500ms`, `30s`, `5m` or `1h`.
    static func duration(_ text: String) -> Duration? {
        for unit in durationUnits where text.hasSuffix(unit.suffix) {
            return scaled(text.dropLast(unit.suffix.count), by: unit.milliseconds).map { .milliseconds($0) }
        }
        return nil
    }

    /// Writes a duration of whole milliseconds with the largest unit that divides it.
    static func duration(_ duration: Duration) -> String {
        let parts = duration.components
        let milliseconds = Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
        let fitting = durationUnits.last { milliseconds % $0.milliseconds == 0 && milliseconds >= $0.milliseconds }
        guard let unit = fitting else { return "0s" }
        return "\(milliseconds / unit.milliseconds)\(unit.suffix)"
    }

    private static func scaled(_ digits: Substring, by factor: Int) -> Int? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(digits)
        else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}

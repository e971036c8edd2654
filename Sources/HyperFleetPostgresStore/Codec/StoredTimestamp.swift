internal import HyperFleetModel

/// Reads times as `Timestamp.rfc3339` writes them, `2026-08-01T10:00:00.123456Z`, without a string in between.
enum StoredTimestamp {
    /// The time of the 27 bytes of the form above; nil for any other, and for the days 29 to 31.
    static func fixedForm(_ bytes: borrowing Span<UInt8>) -> Timestamp? {
        guard bytes.count == 27, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            bytes[19] == UInt8(ascii: "."), bytes[26] == UInt8(ascii: "Z"),
            let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
            let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2),
            let fraction = number(bytes, 20, 6),
            (1...12).contains(month), (1...28).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        let minutes = (dayNumber(year, month, day) * 24 + hour) * 60 + minute
        return Timestamp(microseconds: Int64(minutes * 60 + second) * 1_000_000 + Int64(fraction))
    }

    private static func number(_ bytes: borrowing Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for offset in start..<start + count {
            let digit = Int(bytes[offset]) - 48
            guard (0...9).contains(digit) else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Days since 1970-01-01, for a day that every month has: years begin in March, so that the leap day is last.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shiftedYear * 365 + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + dayOfYear - 719_468
    }
}

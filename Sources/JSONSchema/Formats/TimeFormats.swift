/// Dates and times of RFC 3339.
enum TimeFormats {
    /// `YYYY-MM-DD`, a day of the calendar.
    static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
        let text = Array(text)
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = number(text[0..<4]), let month = number(text[5..<7]), let day = number(text[8..<10])
        else { return false }
        return 1...12 ~= month && day >= 1 && day <= days(ofMonth: month, in: year)
    }

    /// A date, `T`, a time with optional fraction, and `Z` or an offset.
    static func isDateTime(_ text: [UInt8]) -> Bool {
        guard text.count >= 20, isDate(text[0..<10]), text[10] | 0x20 == UInt8(ascii: "t") else { return false }
        return isTime(Array(text[11...]))
    }

    private static func isTime(_ text: [UInt8]) -> Bool {
        guard text.count >= 9, text[2] == UInt8(ascii: ":"), text[5] == UInt8(ascii: ":"),
            let hour = number(text[0..<2]), let minute = number(text[3..<5]), let second = number(text[6..<8]),
            hour < 24, minute < 60, second <= 60
        else { return false }
        var rest = text[8...]
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { $0.isDigit }
            guard !fraction.isEmpty else { return false }
            rest = rest.dropFirst(fraction.count + 1)
        }
        guard let offset = offset(rest) else { return false }
        guard second == 60 else { return true }
        // A leap second ends a day of UTC.
        let minutes = hour * 60 + minute - offset
        return (minutes % 1440 + 1440) % 1440 == 1439
    }

    /// Minutes ahead of UTC.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        guard let sign = text.first else { return nil }
        if sign | 0x20 == UInt8(ascii: "z") { return text.count == 1 ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text.count == 6 else { return nil }
        let digits = Array(text.dropFirst())
        guard digits[2] == UInt8(ascii: ":"), let hours = number(digits[0..<2]), let minutes = number(digits[3..<5]),
            hours < 24, minutes < 60
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ $0.isDigit }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func days(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

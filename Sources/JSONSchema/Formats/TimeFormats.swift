/// Dates, times and durations of RFC 3339.
enum TimeFormats {
    /// `YYYY-MM-DD`, a day of the calendar.
    static func isDate(_ text: Span<UInt8>) -> Bool {
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = number(text, 0..<4), let month = number(text, 5..<7), let day = number(text, 8..<10)
        else { return false }
        return 1...12 ~= month && day >= 1 && day <= days(ofMonth: month, in: year)
    }

    /// A date, `T` and a time.
    static func isDateTime(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 20, text[10] | 0x20 == UInt8(ascii: "t") else { return false }
        return isDate(text.extracting(0..<10)) && isTime(text.extracting(droppingFirst: 11))
    }

    /// A time of day with optional fraction, and `Z` or an offset. Second 60 stands only where a leap second may: in
    /// the last minute of a day of UTC.
    static func isTime(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 9, text[2] == UInt8(ascii: ":"), text[5] == UInt8(ascii: ":"),
            let hour = number(text, 0..<2), let minute = number(text, 3..<5), let second = number(text, 6..<8),
            hour < 24, minute < 60, second <= 60
        else { return false }
        var place = 8
        if text[8] == UInt8(ascii: ".") {
            let digits = text.count(from: 9) { $0.isDigit }
            guard digits > 0 else { return false }
            place = 9 + digits
        }
        guard let offset = offset(text.extracting(droppingFirst: place)) else { return false }
        let minutes = hour * 60 + minute - offset
        return second < 60 || (minutes % 1440 + 1440) % 1440 == 1439
    }

    /// A duration of RFC 3339's appendix A: units from the largest on, with none left out between two, weeks alone.
    static func isDuration(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, first | 0x20 == UInt8(ascii: "p"), text.count >= 3 else { return false }
        var place = 1
        let dates = readUnits("ymd", of: text, at: &place)
        if place == text.count { return dates > 0 }
        if dates == 0, readUnits("w", of: text, at: &place) > 0 { return place == text.count }
        guard text[place] | 0x20 == UInt8(ascii: "t") else { return false }
        place += 1
        return readUnits("hms", of: text, at: &place) > 0 && place == text.count
    }

    /// Goes past numbers with the units that follow each other in `units`; answers how many there were.
    private static func readUnits(_ units: StaticString, of text: Span<UInt8>, at place: inout Int) -> Int {
        let units = UnsafeBufferPointer(start: units.utf8Start, count: units.utf8CodeUnitCount)
        var wanted: Int?
        var count = 0
        while true {
            let digits = text.count(from: place) { $0.isDigit }
            guard digits > 0, place + digits < text.count else { return count }
            let unit = text[place + digits] | 0x20
            guard let found = units.firstIndex(of: unit), found == wanted ?? found else { return count }
            wanted = found + 1
            count += 1
            place += digits + 1
        }
    }

    /// Minutes ahead of UTC.
    private static func offset(_ text: Span<UInt8>) -> Int? {
        guard let sign = text.first else { return nil }
        if sign | 0x20 == UInt8(ascii: "z") { return text.count == 1 ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text.count == 6, text[3] == UInt8(ascii: ":"),
            let hours = number(text, 1..<3), let minutes = number(text, 4..<6), hours < 24, minutes < 60
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
            guard text[index].isDigit else { return nil }
            value = value * 10 + Int(text[index] - UInt8(ascii: "0"))
        }
        return value
    }

    private static func days(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Timestamp {
    /// Reads `2026-08-01T12:00:00.123456789+02:00` (RFC 3339); nil for any other text.
    ///
    /// `T` and `Z` may be in lower case, a fraction may have any number of digits; what is finer than a microsecond
    /// is cut off. A leap second (`:60`) has no place in PostgreSQL's time and is refused.
    public init?(rfc3339 text: String) {
        var reader = RFC3339Reader(text)
        guard
            let year = reader.number(digits: 4), reader.skip("-"),
            let month = reader.number(digits: 2), reader.skip("-"),
            let day = reader.number(digits: 2), reader.skip("T") || reader.skip("t"),
            let hour = reader.number(digits: 2), hour < 24, reader.skip(":"),
            let minute = reader.number(digits: 2), minute < 60, reader.skip(":"),
            let second = reader.number(digits: 2), second < 60,
            let fraction = reader.fraction(),
            let offsetMinutes = reader.offset(),
            reader.isAtEnd,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        let minutes = (date.dayNumber * 24 + hour) * 60 + minute - offsetMinutes
        self.init(microseconds: Int64(minutes * 60 + second) * 1_000_000 + Int64(fraction))
    }

    /// The moment in UTC with six digits of a second: `2026-08-01T10:00:00.123456Z`.
    ///
    /// Years before 0 or after 9999, which no stored time has, are printed with a sign and as many digits as needed.
    public var rfc3339: String {
        let (seconds, fraction) = Self.floorDivide(microseconds, by: 1_000_000)
        let (days, secondOfDay) = Self.floorDivide(seconds, by: 86_400)
        let date = CivilDate(dayNumber: Int(days))
        let time = Int(secondOfDay)
        let year = (0...9_999).contains(date.year) ? "" : Self.signed(date.year)
        let rest = String(unsafeUninitializedCapacity: 27) { buffer in
            var writer = DigitWriter(buffer: buffer)
            if year.isEmpty { writer.append(date.year, digits: 4) }
            writer.append(date.month, digits: 2, behind: "-")
            writer.append(date.day, digits: 2, behind: "-")
            writer.append(time / 3_600, digits: 2, behind: "T")
            writer.append(time / 60 % 60, digits: 2, behind: ":")
            writer.append(time % 60, digits: 2, behind: ":")
            writer.append(Int(fraction), digits: 6, behind: ".")
            writer.append("Z")
            return writer.count
        }
        return year + rest
    }

    private static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func signed(_ year: Int) -> String {
        let digits = String(year.magnitude)
        return (year < 0 ? "-" : "+") + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}

extension Timestamp: CustomStringConvertible {
    /// As `rfc3339`.
    public var description: String { rfc3339 }
}

/// Writes numbers of a fixed width into the memory of a new string.
private struct DigitWriter {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    mutating func append(_ letter: Unicode.Scalar) {
        buffer[count] = UInt8(ascii: letter)
        count += 1
    }

    mutating func append(_ value: Int, digits: Int, behind letter: Unicode.Scalar? = nil) {
        if let letter { append(letter) }
        var rest = value
        for place in (count..<count + digits).reversed() {
            buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += digits
    }
}

/// Walks over the parts of an RFC 3339 text.
private struct RFC3339Reader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func digit() -> Int? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest = rest.dropFirst()
        return Int(byte - UInt8(ascii: "0"))
    }

    mutating func number(digits count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Microseconds of an optional fraction; nil where a point has no digit behind it.
    mutating func fraction() -> Int? {
        guard skip(".") else { return 0 }
        guard var value = digit() else { return nil }
        var digits = 1
        while let digit = digit() {
            guard digits < 6 else { continue }
            value = value * 10 + digit
            digits += 1
        }
        while digits < 6 {
            value *= 10
            digits += 1
        }
        return value
    }

    /// Minutes east of UTC.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let isEast = skip("+")
        guard isEast || skip("-"), let hours = number(digits: 2), hours < 24, skip(":"),
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        return (isEast ? 1 : -1) * (hours * 60 + minutes)
    }
}

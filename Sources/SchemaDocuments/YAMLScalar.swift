/// What a scalar of YAML stands for in JSON, by YAML 1.2's core schema.
enum YAMLScalar: Equatable {
    case null
    case bool(Bool)
    /// A number in JSON's own writing.
    case number(String)
    case string
    /// What JSON has no word for, or YAML's versions read differently; the text says which.
    case unclear(String)

    /// The meaning of a scalar's text; one in quotes or a block is a string.
    init(_ text: String, isPlain: Bool) {
        guard isPlain else {
            self = .string
            return
        }
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default: self = Self.numeric(text)
        }
    }

    private static func numeric(_ text: String) -> YAMLScalar {
        let digits = text.drop { $0 == "-" || $0 == "+" }
        let sign = text.prefix(text.utf8.count - digits.utf8.count)
        guard sign.utf8.count <= 1, let first = digits.utf8.first else { return .string }
        if [".inf", ".Inf", ".INF"].contains(digits) || sign.isEmpty && [".nan", ".NaN", ".NAN"].contains(text) {
            return .unclear("is no number of JSON; put it in quotes if a text is meant")
        }
        guard isDigit(first) || first == UInt8(ascii: ".") else { return .string }
        if sign.isEmpty, let value = prefixed(digits) { return value }
        return decimal(digits, isNegative: sign == "-")
    }

    /// `0x1f` and `0o17`.
    private static func prefixed(_ digits: Substring) -> YAMLScalar? {
        let radix: Int
        switch digits.prefix(2) {
        case "0x": radix = 16
        case "0o": radix = 8
        default: return nil
        }
        let rest = digits.dropFirst(2)
        guard !rest.isEmpty, rest.allSatisfy({ $0.isASCII && Int(String($0), radix: radix) != nil }) else {
            return .string
        }
        guard let value = UInt64(rest, radix: radix) else { return .unclear("is too large a number") }
        return .number(String(value))
    }

    /// Digits, perhaps a point, perhaps an exponent.
    private static func decimal(_ text: Substring, isNegative: Bool) -> YAMLScalar {
        var rest = text.utf8
        let integer = rest.prefix(while: isDigit)
        rest = rest.dropFirst(integer.count)
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard !integer.isEmpty || !fraction.isEmpty else { return .string }
        var exponent = ""
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            let sign = rest.dropFirst().prefix { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
            let digits = rest.dropFirst(1 + sign.count).prefix(while: isDigit)
            guard sign.count <= 1, !digits.isEmpty else { return .string }
            exponent = "e" + (String(Substring(sign)) + String(Substring(digits)))
            rest = rest.dropFirst(1 + sign.count + digits.count)
        }
        guard rest.isEmpty else { return .string }
        guard integer.count <= 1 || integer.first != UInt8(ascii: "0") else {
            return .unclear(
                "begins with a zero, which versions of YAML read differently; put it in quotes or drop the zero")
        }
        let whole = integer.isEmpty ? "0" : String(Substring(integer))
        let part = fraction.isEmpty ? "" : "." + String(Substring(fraction))
        return .number((isNegative ? "-" : "") + whole + part + exponent)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}

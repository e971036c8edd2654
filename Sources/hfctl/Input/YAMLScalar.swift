/// What a scalar means by the core schema of YAML 1.2, its numbers in JSON's spelling and no digit lost.
enum YAMLScalar: Equatable {
    case null
    case bool(Bool)
    /// In JSON's grammar.
    case number(String)
    case string
    /// YAML 1.1 and 1.2 disagree about it, or JSON has no such number.
    case doubtful(String)

    /// - Parameter isPlain: whether it stands there without quotes; only then it can be anything but a string.
    init(_ text: String, isPlain: Bool) {
        guard isPlain else {
            self = .string
            return
        }
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN":
            self = .doubtful("is no number that JSON knows")
        default: self = Self.numeral(text) ?? .string
        }
    }

    /// Whether `text` would be read as something else than itself if it stood there without quotes, by YAML 1.2 or
    /// by 1.1, which many programs still speak; or has characters that only quotes can name.
    static func needsQuotes(_ text: String) -> Bool {
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { return true }
        if YAMLScalar(text, isPlain: true) != .string { return true }
        if ["yes", "no", "on", "off", "y", "n", "<<", "="].contains(text.lowercased()) { return true }
        return text.utf8.first.map { isDigit($0) || [0x2B, 0x2D, 0x2E].contains($0) } ?? true
    }

    /// What `text` means when it is spelled as one of YAML's numbers; nil when it is not.
    private static func numeral(_ text: String) -> YAMLScalar? {
        if let value = prefixed(text) { return value }
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = takeDigits(&rest)
        var fraction: String?
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = takeDigits(&rest)
        }
        guard !whole.isEmpty || fraction?.isEmpty == false, let exponent = takeExponent(&rest), rest.isEmpty else {
            return nil
        }
        if whole.count > 1, whole.hasPrefix("0") {
            return .doubtful("begins with a zero; write it without, or in quotes for a text")
        }
        let point = fraction.map { $0.isEmpty ? "" : "." + $0 } ?? ""
        return .number((isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole) + point + exponent)
    }

    /// `0x1f` and `0o17`, in decimal digits.
    private static func prefixed(_ text: String) -> YAMLScalar? {
        let radix = text.hasPrefix("0x") ? 16 : 8
        guard radix == 16 || text.hasPrefix("0o") else { return nil }
        let digits = text.dropFirst(2)
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && Int(String($0), radix: radix) != nil }) else {
            return nil
        }
        guard let value = UInt64(digits, radix: radix) else { return .doubtful("is too large a number") }
        return .number(String(value))
    }

    private static func takeDigits(_ rest: inout Substring.UTF8View) -> String {
        let digits = rest.prefix(while: isDigit)
        rest = rest[digits.endIndex...]
        return String(Substring(digits))
    }

    /// `e-7`, or nothing; nil when an `e` has no digits behind it.
    private static func takeExponent(_ rest: inout Substring.UTF8View) -> String? {
        guard let first = rest.first, first == UInt8(ascii: "e") || first == UInt8(ascii: "E") else { return "" }
        rest.removeFirst()
        var sign = ""
        if let next = rest.first, next == UInt8(ascii: "+") || next == UInt8(ascii: "-") {
            sign = next == UInt8(ascii: "-") ? "-" : "+"
            rest.removeFirst()
        }
        let digits = takeDigits(&rest)
        return digits.isEmpty ? nil : "e" + sign + digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

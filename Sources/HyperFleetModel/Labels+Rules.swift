extension Labels {
    /// The most labels that a resource may have.
    public static let maximumCount = 64
    /// The most bytes of a whole key.
    public static let maximumKeyLength = 255

    /// Every rule that these labels break, in key order; nothing when they are good.
    ///
    /// A bad key is reported for the field `labels`, a bad value for `labels[key]` (behaviour.md section 1.6). A key
    /// is an optional DNS prefix of at most 253 bytes and a slash, then a name of at most 63; a value has at most 63
    /// bytes and may be empty.
    public var violations: [Violation] {
        var found: [Violation] = []
        if entries.count > Self.maximumCount {
            found.append(
                Violation(
                    field: "labels", rule: "max_items",
                    message: "must be at most \(Self.maximumCount) labels, not \(entries.count)"))
        }
        for (key, value) in sorted {
            if let message = Self.mistake(inKey: key) {
                found.append(
                    Violation(
                        field: "labels", rule: "pattern", message: "the key \(message)",
                        value: ViolationValue.shown(key)))
            }
            if let message = Self.mistake(inValue: value) {
                found.append(
                    Violation(
                        field: "labels[\(ViolationValue.shown(key))]", rule: "pattern", message: message,
                        value: ViolationValue.shown(value)))
            }
        }
        return found
    }

    private static let nameRule =
        "1 to 63 letters, digits, '.', '_' or '-', beginning and ending with a letter or digit"

    private static func mistake(inKey key: String) -> String? {
        if key.isEmpty { return "must not be empty" }
        guard key.utf8.count <= maximumKeyLength else { return "must be at most \(maximumKeyLength) bytes" }
        let parts = key.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count <= 2 else { return "must have at most one '/'" }
        if parts.count == 2, let message = mistake(inPrefix: parts[0]) { return message }
        guard isName(parts[parts.count - 1]) else {
            return parts.count == 2
                ? "must have a name behind its '/': \(nameRule)" : "must be \(nameRule), with an optional DNS prefix"
        }
        return nil
    }

    private static func mistake(inPrefix prefix: Substring.UTF8View) -> String? {
        guard prefix.count <= 253 else { return "must have at most 253 bytes before its '/'" }
        let segments = prefix.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard segments.allSatisfy({ $0.count <= 63 && ResourceName.hasNamePattern($0) }) else {
            return "must have a DNS name of lowercase letters, digits, '-' and '.' before its '/'"
        }
        return nil
    }

    private static func mistake(inValue value: String) -> String? {
        value.isEmpty || isName(value.utf8) ? nil : "must be empty or \(nameRule)"
    }

    /// `^[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?$` in 1 to 63 bytes.
    private static func isName(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first, isLetterOrDigit(first), text.count <= 63 else { return false }
        var last = first
        for byte in text {
            guard isLetterOrDigit(byte) || isMark(byte) else { return false }
            last = byte
        }
        return isLetterOrDigit(last)
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

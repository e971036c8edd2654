/// How a violation shows the value that broke a rule.
package enum ViolationValue {
    /// The most characters that are shown.
    private static let maximumLength = 80

    /// `text` in at most 80 characters, with `�` for what has no place in a message: control characters, NUL above
    /// all, which no text that travels may contain.
    package static func shown(_ text: String) -> String {
        var shown = ""
        var length = 0
        for scalar in text.unicodeScalars {
            guard length < maximumLength else { return shown + "…" }
            shown.unicodeScalars.append(isControl(scalar) ? "\u{FFFD}" : scalar)
            length += 1
        }
        return shown
    }

    /// Whether a character is of Unicode's category `Cc`: U+0000 to U+001F, U+007F to U+009F.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
    }
}

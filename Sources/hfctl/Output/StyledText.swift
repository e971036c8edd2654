/// Text for people: symbols always, colours where a terminal shows them.
///
/// What is appended is cleaned first, so that no text of a server can move the cursor or change colours.
struct StyledText {
    enum Style: String {
        case plain = ""
        case good = "32"
        case bad = "31"
        case waiting = "33"
        case faint = "2"
        case strong = "1"
    }

    private let isColored: Bool
    private(set) var text = ""

    init(isColored: Bool) {
        self.isColored = isColored
    }

    /// Appends words on the present line.
    mutating func add(_ words: String, _ style: Style = .plain) {
        let clean = Terminal.onOneLine(words)
        text += isColored && style != .plain && !clean.isEmpty ? "\u{1B}[\(style.rawValue)m\(clean)\u{1B}[0m" : clean
    }

    /// Appends words and spaces up to `width` characters.
    mutating func add(_ words: String, width: Int, _ style: Style = .plain) {
        add(words, style)
        text += String(repeating: " ", count: max(1, width - words.count))
    }

    /// Appends a tick or a cross.
    mutating func mark(_ isGood: Bool) {
        add(isGood ? "\u{2713} " : "\u{2717} ", isGood ? .good : .bad)
    }

    /// Ends the line.
    mutating func endLine() {
        while text.hasSuffix(" ") { text.removeLast() }
        text += "\n"
    }

    /// Appends a line.
    mutating func line(_ words: String, _ style: Style = .plain) {
        add(words, style)
        endLine()
    }
}

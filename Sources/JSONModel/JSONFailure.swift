/// A refusal while it rises through the parser, which gathers the way to its place on the way up.
struct JSONFailure: Error {
    /// How much of a pointer is shown, in bytes: it travels in an answer's head.
    private static let pointerLimit = 1024

    let rule: String
    let offset: Int
    let message: String
    /// The steps from the value inside out.
    private var tokens: [String] = []

    init(_ rule: String, at offset: Int, _ message: String) {
        self.rule = rule
        self.offset = offset
        self.message = message
    }

    /// The failure as seen from the object or array around it.
    func inside(_ token: String) -> JSONFailure {
        var outer = self
        outer.tokens.append(token)
        return outer
    }

    /// The failure with its line and column.
    func located(in bytes: UnsafeBufferPointer<UInt8>) -> JSONParseError {
        let before = bytes.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        // Bytes that continue a code point take no column.
        let column = before[lineStart...].count { $0 & 0xc0 != 0x80 } + 1
        return JSONParseError(
            offset: offset, line: line, column: column, pointer: pointer, rule: rule, message: message)
    }

    private var pointer: String {
        let whole = JSONPointer(tokens.reversed()).description
        guard whole.utf8.count > Self.pointerLimit else { return whole }
        var cut = String.UnicodeScalarView()
        var size = 0
        for scalar in whole.unicodeScalars {
            size += UTF8.width(scalar)
            if size > Self.pointerLimit { break }
            cut.append(scalar)
        }
        return String(cut) + "…"
    }
}

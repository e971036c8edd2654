/// Why a text is no acceptable JSON, and where.
public struct JSONParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The offending byte, from 0; the text's length when it ended too early.
    public let offset: Int
    /// From 1.
    public let line: Int
    /// From 1, in code points.
    public let column: Int
    /// The JSON pointer of the value or member being read; behind 1,024 bytes it is cut and ends in `…`.
    public let pointer: String
    /// A stable word: `syntax`, `depth`, `duplicate_key`, `utf8`, `nul`, `surrogate`, `number`, `size` or `keys`.
    public let rule: String
    /// What is wrong, for people; it says nothing of the place.
    public let message: String

    /// An error with every field given.
    public init(offset: Int, line: Int, column: Int, pointer: String, rule: String, message: String) {
        self.offset = offset
        self.line = line
        self.column = column
        self.pointer = pointer
        self.rule = rule
        self.message = message
    }

    /// The place and the message in one line.
    public var description: String {
        let place = pointer.isEmpty ? "" : " (at \(pointer))"
        return "line \(line), column \(column): \(message)\(place)"
    }
}

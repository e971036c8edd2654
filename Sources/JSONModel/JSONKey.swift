/// A member's name as a key of dictionaries and sets: equal when every code point is.
public struct JSONKey: Sendable, Hashable, CustomStringConvertible {
    /// The name itself.
    public let text: String

    /// A key of this name.
    public init(_ text: String) {
        self.text = text
    }

    /// Whether both names have the same code points.
    public static func == (left: JSONKey, right: JSONKey) -> Bool {
        CodePoints.areEqual(left.text, right.text)
    }

    /// Feeds the name's bytes to a hash.
    public func hash(into hasher: inout Hasher) {
        CodePoints.hash(text, into: &hasher)
    }

    /// The name.
    public var description: String { text }
}

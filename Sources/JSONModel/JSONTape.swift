/// A JSON text as one flat list of its parts, in the order in which they stand: what checks read without building a
/// tree of values, and what a tree is built from where one is wanted.
public final class JSONTape: Sendable {
    /// What a part is.
    @frozen
    public enum Kind: Sendable {
        /// `null`.
        case null
        /// `true` or `false`.
        case boolean
        /// A number of at most 16 digits, without fraction and exponent.
        case shortInteger
        /// Any other number.
        case number
        /// A string, or the name of a member.
        case string
        /// An array.
        case array
        /// An object.
        case object
    }

    /// One part; a member is its name, with its value's parts behind it.
    public struct Entry: Sendable {
        /// What it is.
        public let kind: Kind
        /// How many bytes a string or number has, how many items an array, how many members an object; of a boolean 1
        /// for true.
        public internal(set) var size: UInt32
        /// Where a string or number begins in the text; of an array or object the entry behind its last part.
        public internal(set) var place: UInt32
        /// Of a member's name its hash, of use only within this process.
        public internal(set) var hash: UInt32 = 0
    }

    /// The longest text that a tape can be of, in bytes: half of what its numbers could tell, since what strings with
    /// escapes stand for is kept beside it.
    static let longestText = Int(UInt32.max / 2)

    /// At least one: the first is the whole value.
    @usableFromInline let entries: [Entry]
    /// The text as sent, and behind it what its strings with escapes stand for.
    @usableFromInline let text: [UInt8]

    init(entries: [Entry], text: [UInt8]) {
        self.entries = entries
        self.text = text
    }

    /// What `work` makes of the parts, which it must not keep.
    @inlinable
    public func withParts<Answer>(_ work: (JSONParts) -> Answer) -> Answer {
        entries.withUnsafeBufferPointer { entries in
            text.withUnsafeBufferPointer { text in work(JSONParts(entries: entries, text: text)) }
        }
    }

    /// Whether the value is an object.
    package var isObject: Bool {
        withParts { $0.isObject(.root) }
    }

    /// Whether it is the same JSON value as `value`, in the sense of `JSONValue`'s equality.
    package func isEqual(to value: JSONValue) -> Bool {
        withParts { $0.isEqual(.root, to: value) }
    }

    /// The value, as a tree.
    public var value: JSONValue {
        withParts { $0.value(of: .root) }
    }
}

/// What a call carries beside its message: an ordered list of names with text or binary values.
///
/// Names are lower-case ASCII letters, digits, `-`, `_` and `.`; the whole is at most 16 KiB on the wire.
public struct Metadata: Sendable, Hashable {
    /// A value of either kind; binary ones travel as they are.
    public enum Value: Sendable, Hashable {
        case text(String)
        case binary([UInt8])
    }

    /// One named value.
    public struct Entry: Sendable, Hashable {
        /// 1 to 255 of `a` to `z`, `0` to `9`, `-`, `_` and `.`.
        public var name: String
        /// Text or bytes.
        public var value: Value

        /// A value under `name`.
        public init(name: String, value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// In the order sent; a name may stand more than once.
    public private(set) var entries: [Entry]

    /// Metadata of these entries.
    public init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    /// Adds a text value behind the present ones.
    public mutating func append(_ name: String, text: String) {
        entries.append(Entry(name: name, value: .text(text)))
    }

    /// Adds a binary value behind the present ones.
    public mutating func append(_ name: String, binary: [UInt8]) {
        entries.append(Entry(name: name, value: .binary(binary)))
    }

    /// Everything but what stands under `name`.
    public func without(_ name: String) -> Metadata {
        Metadata(entries.filter { $0.name != name })
    }

    /// The first text value under `name`.
    public func text(_ name: String) -> String? {
        for entry in entries where entry.name == name {
            if case .text(let text) = entry.value { return text }
        }
        return nil
    }
}

/// The parts of a tape, to be read for the time of one call of `JSONTape.withParts`.
///
/// What reads one entry is inlined in other rooms: `hfbench validate` does a fifth less without.
///
/// It holds pointers into the tape's arrays, so that reading a part counts no references; the call keeps the tape, and
/// a part comes from the tape itself, so that no index is past its end.
public struct JSONParts {
    @usableFromInline let entries: UnsafePointer<JSONTape.Entry>
    @usableFromInline let text: UnsafePointer<UInt8>

    @inlinable @inline(__always)
    init(entries: UnsafeBufferPointer<JSONTape.Entry>, text: UnsafeBufferPointer<UInt8>) {
        // A text without bytes may have no address; nothing is read from it then.
        self.entries = entries.baseAddress.unsafelyUnwrapped
        self.text = text.baseAddress ?? UnsafeRawPointer(self.entries).assumingMemoryBound(to: UInt8.self)
    }

    /// What a part is.
    @inlinable @inline(__always)
    public func kind(of part: JSONPart) -> JSONTape.Kind { entries[part.index].kind }

    /// Whether a part is a string.
    @inlinable @inline(__always)
    public func isString(_ part: JSONPart) -> Bool {
        if case .string = kind(of: part) { true } else { false }
    }

    /// Whether a part is an array.
    @inlinable @inline(__always)
    public func isArray(_ part: JSONPart) -> Bool {
        if case .array = kind(of: part) { true } else { false }
    }

    /// Whether a part is an object.
    @inlinable @inline(__always)
    public func isObject(_ part: JSONPart) -> Bool {
        if case .object = kind(of: part) { true } else { false }
    }

    /// Whether a part is a number that is a short integer.
    @inlinable @inline(__always)
    public func isShortInteger(_ part: JSONPart) -> Bool {
        if case .shortInteger = kind(of: part) { true } else { false }
    }

    /// Whether a part is a number.
    @inlinable @inline(__always)
    public func isNumber(_ part: JSONPart) -> Bool {
        switch kind(of: part) {
        case .shortInteger, .number: true
        case .null, .boolean, .string, .array, .object: false
        }
    }

    /// How many items an array has, how many members an object.
    @inlinable @inline(__always)
    public func count(of part: JSONPart) -> Int { Int(entries[part.index].size) }

    /// The bytes of a string, escapes replaced, or of a number.
    @inlinable @inline(__always)
    public func bytes(of part: JSONPart) -> UnsafeBufferPointer<UInt8> {
        let entry = entries[part.index]
        return UnsafeBufferPointer(start: text + Int(entry.place), count: Int(entry.size))
    }

    /// The hash of a member's name, of use only within this process.
    @inlinable @inline(__always)
    public func hash(of name: JSONPart) -> UInt32 { entries[name.index].hash }

    /// What a boolean says.
    @inlinable @inline(__always)
    public func isTrue(_ part: JSONPart) -> Bool { entries[part.index].size == 1 }

    /// The part behind this one and all within it: the next item, or the name of the next member.
    @inlinable @inline(__always)
    public func part(behind part: JSONPart) -> JSONPart {
        let entry = entries[part.index]
        switch entry.kind {
        case .array, .object: return JSONPart(index: Int(entry.place))
        case .null, .boolean, .shortInteger, .number, .string: return part.following
        }
    }

    /// How many parts a part consists of, itself included.
    @inlinable @inline(__always)
    public func size(of part: JSONPart) -> Int { self.part(behind: part).index &- part.index }

    /// The value of a number that is a short integer.
    @inlinable @inline(__always)
    public func integer(of part: JSONPart) -> Int64 {
        let bytes = bytes(of: part)
        let isNegative = bytes[0] == UInt8(ascii: "-")
        var value: Int64 = 0
        for place in (isNegative ? 1 : 0)..<bytes.count { value = value &* 10 &+ Int64(bytes[place] &- 0x30) }
        return isNegative ? 0 &- value : value
    }

    /// The text of a string or a member's name.
    package func string(of part: JSONPart) -> String { String(validUTF8: bytes(of: part)) }

    /// The first code points of a string, which take at most `limit` bytes.
    package func string(of part: JSONPart, upTo limit: Int) -> String {
        let bytes = bytes(of: part)
        guard bytes.count > limit else { return string(of: part) }
        var end = limit
        while end > 0, bytes[end] & 0xc0 == 0x80 { end &-= 1 }
        return String(validUTF8: UnsafeBufferPointer(rebasing: bytes[..<end]))
    }

    /// A number of either kind.
    package func number(of part: JSONPart) -> JSONNumber { JSONNumber(checked: string(of: part)) }

    /// The value of the member called `name` of an object.
    package func member(_ name: MemberName, of object: JSONPart) -> JSONPart? {
        var key = object.following
        for _ in 0..<count(of: object) {
            let value = key.following
            if hash(of: key) == name.hash, name.isEqual(to: bytes(of: key)) { return value }
            key = part(behind: value)
        }
        return nil
    }

    /// All parts, in the order in which they stand.
    package var all: some Sequence<JSONPart> { (0..<size(of: .root)).lazy.map { JSONPart(index: $0) } }

    /// A part as a tree.
    package func value(of part: JSONPart) -> JSONValue {
        switch kind(of: part) {
        case .null: return .null
        case .boolean: return .bool(isTrue(part))
        case .shortInteger, .number: return .number(number(of: part))
        case .string: return .string(string(of: part))
        case .array: return .array(items(of: part))
        case .object: return .object(object(of: part))
        }
    }

    private func items(of array: JSONPart) -> [JSONValue] {
        var items: [JSONValue] = []
        items.reserveCapacity(count(of: array))
        var item = array.following
        for _ in 0..<count(of: array) {
            items.append(value(of: item))
            item = part(behind: item)
        }
        return items
    }

    private func object(of part: JSONPart) -> JSONObject {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(count(of: part))
        var key = part.following
        for _ in 0..<count(of: part) {
            members.append((string(of: key), value(of: key.following)))
            key = self.part(behind: key.following)
        }
        return JSONObject(distinct: members)
    }
}

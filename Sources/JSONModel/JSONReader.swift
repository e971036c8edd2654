/// Reads one JSON text from its bytes, once, from front to back.
///
/// It takes stack for each level of nesting, and `JSONLimits` bounds the levels.
struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let limits: JSONLimits
    /// The next byte to read.
    var position = 0
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// The text's only value, with nothing but space around it.
    mutating func readText() throws(JSONFailure) -> JSONValue {
        guard bytes.count <= limits.maxBytes else {
            throw JSONFailure(
                "size", at: limits.maxBytes, "the text has \(bytes.count) bytes, more than \(limits.maxBytes)")
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
            throw JSONFailure("syntax", at: 0, "the text begins with a byte order mark, which JSON has not")
        }
        skipSpace()
        guard position < bytes.count else {
            throw JSONFailure("syntax", at: position, "the text is empty, a JSON value was expected")
        }
        let value = try readValue()
        skipSpace()
        guard position == bytes.count else { throw unexpected("the end of the text") }
        return value
    }

    private mutating func readValue() throws(JSONFailure) -> JSONValue {
        guard position < bytes.count else { throw unexpected("a value") }
        switch bytes[position] {
        case UInt8(ascii: "\""):
            return .string(try readString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try readNumber())
        case UInt8(ascii: "{"):
            return .object(try readObject())
        case UInt8(ascii: "["):
            return .array(try readArray())
        case UInt8(ascii: "t"):
            try readWord("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try readWord("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try readWord("null")
            return .null
        default:
            throw unexpected("a value")
        }
    }

    private mutating func readObject() throws(JSONFailure) -> JSONObject {
        try enter()
        defer { depth &-= 1 }
        if skipSpace(to: UInt8(ascii: "}")) { return JSONObject() }
        var members: [JSONObject.Member] = []
        // Most objects have a few members: room for these at once, rather than for one, two and four.
        members.reserveCapacity(4)
        var table = KeyTable()
        while true {
            let key = try readKey(members, table)
            do throws(JSONFailure) {
                members.append((key, try readValue()))
            } catch {
                throw error.inside(key)
            }
            table.noteAppended(to: members)
            if skipSpace(to: UInt8(ascii: ",")) { continue }
            if skipSpace(to: UInt8(ascii: "}")) { return JSONObject(distinct: members, table: table) }
            throw unexpected("',' or '}'")
        }
    }

    /// A member's name and the colon behind it.
    private mutating func readKey(_ members: [JSONObject.Member], _ table: KeyTable) throws(JSONFailure) -> String {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            throw unexpected("a member's name in double quotes")
        }
        let start = position
        guard members.count < limits.maxKeysPerObject else {
            throw JSONFailure("keys", at: start, "the object has more than \(limits.maxKeysPerObject) members")
        }
        let key = try readString()
        guard table.place(of: key, in: members) == nil else {
            throw JSONFailure("duplicate_key", at: start, "the key stands twice in one object").inside(key)
        }
        guard skipSpace(to: UInt8(ascii: ":")) else { throw unexpected("':'").inside(key) }
        skipSpace()
        return key
    }

    private mutating func readArray() throws(JSONFailure) -> [JSONValue] {
        try enter()
        defer { depth &-= 1 }
        if skipSpace(to: UInt8(ascii: "]")) { return [] }
        var items: [JSONValue] = []
        items.reserveCapacity(4)
        while true {
            skipSpace()
            do throws(JSONFailure) {
                items.append(try readValue())
            } catch {
                throw error.inside(String(items.count))
            }
            if skipSpace(to: UInt8(ascii: ",")) { continue }
            if skipSpace(to: UInt8(ascii: "]")) { return items }
            throw unexpected("',' or ']'")
        }
    }

    /// Steps behind an opening bracket.
    private mutating func enter() throws(JSONFailure) {
        guard depth < limits.maxDepth else {
            throw JSONFailure("depth", at: position, "arrays and objects stand more than \(limits.maxDepth) deep")
        }
        depth &+= 1
        position &+= 1
    }

    private mutating func readWord(_ word: StaticString) throws(JSONFailure) {
        let size = word.utf8CodeUnitCount
        let isThere =
            position &+ size <= bytes.count
            && UnsafeBufferPointer(rebasing: bytes[position..<position &+ size])
                .elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: size))
        guard isThere else { throw unexpected("a value") }
        position &+= size
    }

    mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0a, 0x0d, 0x09: position &+= 1
            default: return
            }
        }
    }

    /// Skips space and, when it stands there, `byte`; answers whether it did.
    private mutating func skipSpace(to byte: UInt8) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position &+= 1
        return true
    }
}

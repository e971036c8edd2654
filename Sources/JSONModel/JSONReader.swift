/// Reads one JSON text from its bytes, once, from front to back, into the entries of a tape.
///
/// It takes stack for each level of nesting, and `JSONLimits` bounds the levels.
struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let limits: JSONLimits
    /// The next byte to read.
    var position = 0
    private var depth = 0
    /// The parts read so far.
    var entries: [JSONTape.Entry] = []
    /// What strings with escapes stand for; in entries its first byte follows the text's last.
    var decoded: [UInt8] = []
    private let hash = KeyHash.shared

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
        // Most texts have a part for so many bytes.
        entries.reserveCapacity(min(bytes.count, limits.maxBytes) / 12 + 4)
    }

    /// Reads the text's only value, with nothing but space around it.
    mutating func readText() throws(JSONFailure) {
        let limit = min(limits.maxBytes, JSONTape.longestText)
        guard bytes.count <= limit else {
            throw JSONFailure("size", at: limit, "the text has \(bytes.count) bytes, more than \(limit)")
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
            throw JSONFailure("syntax", at: 0, "the text begins with a byte order mark, which JSON has not")
        }
        skipSpace()
        guard position < bytes.count else {
            throw JSONFailure("syntax", at: position, "the text is empty, a JSON value was expected")
        }
        try readValue()
        skipSpace()
        guard position == bytes.count else { throw unexpected("the end of the text") }
    }

    private mutating func readValue() throws(JSONFailure) {
        guard position < bytes.count else { throw unexpected("a value") }
        switch bytes[position] {
        case UInt8(ascii: "\""):
            try readString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try readNumber()
        case UInt8(ascii: "{"):
            try readObject()
        case UInt8(ascii: "["):
            try readArray()
        case UInt8(ascii: "t"):
            try readWord("true")
            entries.append(JSONTape.Entry(kind: .boolean, size: 1, place: 0))
        case UInt8(ascii: "f"):
            try readWord("false")
            entries.append(JSONTape.Entry(kind: .boolean, size: 0, place: 0))
        case UInt8(ascii: "n"):
            try readWord("null")
            entries.append(JSONTape.Entry(kind: .null, size: 0, place: 0))
        default:
            throw unexpected("a value")
        }
    }

    private mutating func readObject() throws(JSONFailure) {
        try enter()
        let start = entries.count
        entries.append(JSONTape.Entry(kind: .object, size: 0, place: UInt32(start &+ 1)))
        var count = 0
        if !skipSpace(to: UInt8(ascii: "}")) {
            var keys = ObjectKeys(first: start &+ 1)
            while true {
                let key = entries.count
                try readKey(&keys, count)
                do throws(JSONFailure) {
                    try readValue()
                } catch {
                    throw error.inside(name(at: key))
                }
                count &+= 1
                if skipSpace(to: UInt8(ascii: ",")) { continue }
                if skipSpace(to: UInt8(ascii: "}")) { break }
                throw unexpected("',' or '}'")
            }
        }
        leave(start, count)
    }

    /// A member's name, the `count`th from 0, and the colon behind it.
    private mutating func readKey(_ keys: inout ObjectKeys, _ count: Int) throws(JSONFailure) {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            throw unexpected("a member's name in double quotes")
        }
        let start = position
        guard count < limits.maxKeysPerObject else {
            throw JSONFailure("keys", at: start, "the object has more than \(limits.maxKeysPerObject) members")
        }
        try readString()
        let key = entries.count &- 1
        entries[key].hash = withBytes(of: entries[key]) { hash($0) }
        let isNew = keys.note(entries) { left, right in
            left.hash == right.hash && left.size == right.size
                && withBytes(of: left) { left in withBytes(of: right) { CodePoints.areEqual(left, $0) } }
        }
        guard isNew else {
            throw JSONFailure("duplicate_key", at: start, "the key stands twice in one object").inside(name(at: key))
        }
        guard skipSpace(to: UInt8(ascii: ":")) else { throw unexpected("':'").inside(name(at: key)) }
        skipSpace()
    }

    /// The bytes that an entry of this text stands for.
    private func withBytes<Answer>(
        of entry: JSONTape.Entry, _ work: (UnsafeBufferPointer<UInt8>) -> Answer
    ) -> Answer {
        let (place, size) = (Int(entry.place), Int(entry.size))
        guard place >= bytes.count, size > 0 else {
            return work(UnsafeBufferPointer(rebasing: bytes[place..<place &+ size]))
        }
        return decoded.withUnsafeBufferPointer { decoded in
            let start = place &- bytes.count
            return work(UnsafeBufferPointer(rebasing: decoded[start..<start &+ size]))
        }
    }

    /// The text of the name whose entry is `key`.
    private func name(at key: Int) -> String {
        withBytes(of: entries[key]) { String(decoding: $0, as: UTF8.self) }
    }

    private mutating func readArray() throws(JSONFailure) {
        try enter()
        let start = entries.count
        entries.append(JSONTape.Entry(kind: .array, size: 0, place: UInt32(start &+ 1)))
        var count = 0
        if !skipSpace(to: UInt8(ascii: "]")) {
            while true {
                skipSpace()
                do throws(JSONFailure) {
                    try readValue()
                } catch {
                    throw error.inside(String(count))
                }
                count &+= 1
                if skipSpace(to: UInt8(ascii: ",")) { continue }
                if skipSpace(to: UInt8(ascii: "]")) { break }
                throw unexpected("',' or ']'")
            }
        }
        leave(start, count)
    }

    /// Ends the array or object whose entry is `start`.
    private mutating func leave(_ start: Int, _ count: Int) {
        depth &-= 1
        entries[start].size = UInt32(count)
        entries[start].place = UInt32(entries.count)
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

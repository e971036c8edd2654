/// The names of one object while it is read: says when one stands there twice.
///
/// It holds entries' numbers, not names. An object of a few members is searched one by one.
struct ObjectKeys {
    private static let smallCount = 16

    /// The entry of the first name.
    private let first: Int
    private var count = 0
    /// The entry of a name plus one; zero is a free slot. Empty for a small object.
    private var slots: [UInt32] = []

    /// The keys of an object none of whose members has been read; `first` is the entry that its first name will take.
    init(first: Int) {
        self.first = first
    }

    /// Notes the name that stands last in `entries`; false when the object has it already.
    mutating func note(_ entries: [JSONTape.Entry], isEqual: (JSONTape.Entry, JSONTape.Entry) -> Bool) -> Bool {
        let last = entries.count &- 1
        count &+= 1
        guard count > Self.smallCount else { return noteInSmall(entries, last, isEqual) }
        if count &* 2 > slots.count { rebuild(entries, upTo: last) }
        return insert(last, entries, isEqual)
    }

    private func noteInSmall(
        _ entries: [JSONTape.Entry], _ last: Int, _ isEqual: (JSONTape.Entry, JSONTape.Entry) -> Bool
    ) -> Bool {
        var key = first
        while key < last {
            if isEqual(entries[key], entries[last]) { return false }
            key = Self.key(behind: key, entries)
        }
        return true
    }

    /// The entry of the name behind the member whose name stands at `key`.
    private static func key(behind key: Int, _ entries: [JSONTape.Entry]) -> Int {
        let value = entries[key &+ 1]
        switch value.kind {
        case .array, .object: return Int(value.place)
        case .null, .boolean, .shortInteger, .number, .string: return key &+ 2
        }
    }

    private mutating func rebuild(_ entries: [JSONTape.Entry], upTo last: Int) {
        var size = 64
        while size < count &* 4 { size &*= 2 }
        slots = Array(repeating: 0, count: size)
        var key = first
        while key < last {
            // Those before are known to differ.
            _ = insert(key, entries) { _, _ in false }
            key = Self.key(behind: key, entries)
        }
    }

    private mutating func insert(
        _ key: Int, _ entries: [JSONTape.Entry], _ isEqual: (JSONTape.Entry, JSONTape.Entry) -> Bool
    ) -> Bool {
        let mask = slots.count &- 1
        var slot = Int(entries[key].hash) & mask
        while slots[slot] != 0 {
            if isEqual(entries[Int(slots[slot]) &- 1], entries[key]) { return false }
            slot = (slot &+ 1) & mask
        }
        slots[slot] = UInt32(key &+ 1)
        return true
    }
}

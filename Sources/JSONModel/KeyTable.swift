/// An open-addressed hash table over the members of one object, for objects too large to search one by one.
///
/// It holds places, not keys. The hash is seeded per process, so that no sender can choose keys that collide.
struct KeyTable: Sendable {
    /// Objects with at most this many members are searched one by one.
    static let smallObjectCount = 8

    /// Place of a member plus one; zero is a free slot. Empty for a small object.
    private var slots: [UInt32] = []

    /// A table over `members`, whose keys differ from each other.
    init(over members: [JSONObject.Member] = []) {
        if members.count > Self.smallObjectCount { rebuild(over: members) }
    }

    /// The place of the member named `key`.
    func place(of key: String, in members: [JSONObject.Member]) -> Int? {
        guard !slots.isEmpty else {
            return members.firstIndex { CodePoints.areEqual($0.key, key) }
        }
        let mask = slots.count &- 1
        var slot = CodePoints.hash(key) & mask
        while slots[slot] != 0 {
            let place = Int(slots[slot]) &- 1
            if CodePoints.areEqual(members[place].key, key) { return place }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    /// Notes the member appended last.
    mutating func noteAppended(to members: [JSONObject.Member]) {
        guard members.count > Self.smallObjectCount else { return }
        if members.count &* 2 > slots.count {
            rebuild(over: members)
        } else {
            insert(members.count &- 1, in: members)
        }
    }

    private mutating func rebuild(over members: [JSONObject.Member]) {
        var size = 32
        while size < members.count &* 4 { size &*= 2 }
        slots = Array(repeating: 0, count: size)
        for place in members.indices { insert(place, in: members) }
    }

    private mutating func insert(_ place: Int, in members: [JSONObject.Member]) {
        let mask = slots.count &- 1
        var slot = CodePoints.hash(members[place].key) & mask
        while slots[slot] != 0 { slot = (slot &+ 1) & mask }
        slots[slot] = UInt32(place &+ 1)
    }
}

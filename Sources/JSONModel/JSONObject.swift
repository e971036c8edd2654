/// A JSON object: members in the order they were sent, each key once.
public struct JSONObject: Sendable {
    /// One name with its value.
    public typealias Member = (key: String, value: JSONValue)

    /// The members in their order.
    public private(set) var members: [Member]
    private var table: KeyTable

    /// An object of `members`; where a key comes again, its last value stands at its first place.
    public init(_ members: [Member] = []) {
        self.members = []
        self.table = KeyTable()
        self.members.reserveCapacity(members.count)
        for member in members { self[member.key] = member.value }
    }

    /// An object whose keys are known to differ.
    init(distinct members: [Member]) {
        self.members = members
        self.table = KeyTable(over: members)
    }

    /// How many members it has.
    public var count: Int { members.count }

    /// Whether it has no member.
    public var isEmpty: Bool { members.isEmpty }

    /// The names of the members in their order.
    public var keys: [String] { members.map(\.key) }

    /// The value under `key`; setting nil removes the member, setting a new key appends one.
    public subscript(_ key: String) -> JSONValue? {
        get {
            table.place(of: key, in: members).map { members[$0].value }
        }
        set {
            switch (table.place(of: key, in: members), newValue) {
            case (let place?, let value?):
                members[place].value = value
            case (let place?, nil):
                members.remove(at: place)
                table = KeyTable(over: members)
            case (nil, let value?):
                members.append((key, value))
                table.noteAppended(to: members)
            case (nil, nil):
                break
            }
        }
    }
}

extension JSONObject: Hashable {
    /// Whether both have the same members, in any order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        for (place, member) in left.members.enumerated() {
            // Documents that were written alike have their members in one order: look there first.
            let other = right.members[place]
            if CodePoints.areEqual(member.key, other.key) {
                if member.value != other.value { return false }
            } else {
                guard let value = right[member.key], value == member.value else { return false }
            }
        }
        return true
    }

    /// Feeds a hash that does not depend on the order of members.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in members {
            var memberHasher = Hasher()
            CodePoints.hash(member.key, into: &memberHasher)
            memberHasher.combine(member.value)
            sum &+= memberHasher.finalize()
        }
        hasher.combine(members.count)
        hasher.combine(sum)
    }
}

internal import JSONModel

/// The schemas of an object's declared members by their names.
///
/// Every member of every object is looked for here, so the hash is a cheap one, over words of eight bytes. It is seeded
/// per process, and who sends objects adds nothing to the table: a search ends at the first free slot, of which half are.
struct PropertyTable: Sendable {
    private let names: [JSONKey]
    private let schemas: [Int]
    /// Place of a name plus one; zero is a free slot. A power of two of them; none without names.
    private let slots: [Int32]

    /// - Parameter properties: names that differ from each other, with their schemas' numbers.
    init(_ properties: [(name: String, schema: Int)]) {
        names = properties.map { JSONKey($0.name) }
        schemas = properties.map(\.schema)
        guard !properties.isEmpty else {
            slots = []
            return
        }
        var count = 4
        while count < properties.count &* 2 { count &*= 2 }
        var slots = [Int32](repeating: 0, count: count)
        for (place, property) in properties.enumerated() {
            var slot = Self.hash(property.name) & (count &- 1)
            while slots[slot] != 0 { slot = (slot &+ 1) & (count &- 1) }
            slots[slot] = Int32(place &+ 1)
        }
        self.slots = slots
    }

    /// The number of the schema for members of this name.
    func schema(of name: String) -> Int? {
        guard !slots.isEmpty else { return nil }
        let mask = slots.count &- 1
        let key = JSONKey(name)
        var slot = Self.hash(name) & mask
        while slots[slot] != 0 {
            let place = Int(slots[slot]) &- 1
            if names[place] == key { return schemas[place] }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    private static let seed = UInt64.random(in: 0...UInt64.max)

    private static func hash(_ name: String) -> Int {
        var name = name
        return name.withUTF8 { text in
            let bytes = UnsafeRawBufferPointer(text)
            var hash = seed ^ UInt64(bytes.count)
            var offset = 0
            while offset &+ 8 <= bytes.count {
                mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self), into: &hash)
                offset &+= 8
            }
            var rest: UInt64 = 0
            while offset < bytes.count {
                rest = rest &<< 8 | UInt64(bytes[offset])
                offset &+= 1
            }
            mix(rest, into: &hash)
            return Int(truncatingIfNeeded: hash &>> 1)
        }
    }

    private static func mix(_ word: UInt64, into hash: inout UInt64) {
        let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        hash = product.high ^ product.low
    }
}

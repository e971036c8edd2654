internal import JSONModel

/// Numbers by names that a schema gives: of declared members their schemas' numbers, for example.
///
/// Every member of every object is looked for here, by the hash that was made when its name was read. Who sends objects
/// adds nothing to the table: a search ends at the first free slot, of which half are.
struct NameTable: Sendable {
    private struct Slot: Sendable {
        /// The name's bytes, -1 where the slot is free.
        var size: Int32 = -1
        var hash: UInt32 = 0
        /// Where the name begins among all names.
        var start: Int32 = 0
        var number: Int32 = 0
    }

    private let text: [UInt8]
    /// A power of two of them; none without names.
    private let slots: [Slot]
    /// The size of the longest name.
    private let longest: Int

    /// - Parameter numbers: names that differ from each other, with their numbers, which 32 bits hold.
    init(_ numbers: [(name: String, number: Int)]) {
        var text: [UInt8] = []
        var slots: [Slot] = []
        if !numbers.isEmpty {
            var count = 4
            while count < numbers.count &* 2 { count &*= 2 }
            slots = [Slot](repeating: Slot(), count: count)
        }
        for (name, number) in numbers {
            let hash = MemberName(name).hash
            var place = Int(hash) & (slots.count &- 1)
            while slots[place].size >= 0 { place = (place &+ 1) & (slots.count &- 1) }
            slots[place] = Slot(
                size: Int32(name.utf8.count), hash: hash, start: Int32(text.count), number: Int32(number))
            text += name.utf8
        }
        self.text = text
        self.slots = slots
        longest = numbers.map(\.name.utf8.count).max() ?? 0
    }

    /// The number of a member's name.
    func number(of name: JSONPart, in parts: JSONParts) -> Int? {
        number(of: parts.bytes(of: name), hash: parts.hash(of: name))
    }

    /// The number of the name that has these bytes; those of a longer text are not looked at.
    func number(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        text.count <= longest ? number(of: text, hash: KeyHash.shared(text)) : nil
    }

    /// The number of the name that has these bytes, and the hash that `KeyHash` gives them.
    private func number(of name: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int? {
        guard !slots.isEmpty else { return nil }
        let mask = slots.count &- 1
        var place = Int(hash) & mask
        while slots[place].size >= 0 {
            let slot = slots[place]
            if slot.hash == hash, Int(slot.size) == name.count, isEqual(slot, name) { return Int(slot.number) }
            place = (place &+ 1) & mask
        }
        return nil
    }

    /// Whether the slot's name is `name`, which is of its size.
    private func isEqual(_ slot: Slot, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        text.withUnsafeBytes { text in
            let name = UnsafeRawBufferPointer(name)
            let start = Int(slot.start)
            var offset = 0
            while offset &+ 8 <= name.count {
                let isSame =
                    text.loadUnaligned(fromByteOffset: start &+ offset, as: UInt64.self)
                    == name.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                guard isSame else { return false }
                offset &+= 8
            }
            while offset < name.count {
                guard text[start &+ offset] == name[offset] else { return false }
                offset &+= 1
            }
            return true
        }
    }
}

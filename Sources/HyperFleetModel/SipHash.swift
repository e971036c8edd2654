/// SipHash-2-4 (Aumasson and Bernstein): a keyed 64-bit hash that nobody without the key can make.
package enum SipHash {
    /// The 128-bit key, as two little-endian words of the reference.
    package struct Key: Sendable, Hashable {
        package let first: UInt64
        package let second: UInt64

        package init(first: UInt64, second: UInt64) {
            self.first = first
            self.second = second
        }
    }

    /// The hash of `bytes` under `key`.
    package static func hash(_ bytes: [UInt8], key: Key) -> UInt64 {
        var state = State(key)
        var place = 0
        while place + 8 <= bytes.count {
            state.absorb(word(bytes, from: place, count: 8))
            place += 8
        }
        let tail = word(bytes, from: place, count: bytes.count - place)
        state.absorb(UInt64(truncatingIfNeeded: bytes.count) << 56 | tail)
        return state.finished()
    }

    private static func word(_ bytes: [UInt8], from place: Int, count: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<count {
            word |= UInt64(bytes[place + index]) << UInt64(8 * index)
        }
        return word
    }

    /// The four words that the rounds stir.
    private struct State {
        var v0: UInt64
        var v1: UInt64
        var v2: UInt64
        var v3: UInt64

        init(_ key: Key) {
            v0 = key.first ^ 0x736f_6d65_7073_6575
            v1 = key.second ^ 0x646f_7261_6e64_6f6d
            v2 = key.first ^ 0x6c79_6765_6e65_7261
            v3 = key.second ^ 0x7465_6462_7974_6573
        }

        mutating func absorb(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        mutating func finished() -> UInt64 {
            v2 ^= 0xff
            for _ in 0..<4 { round() }
            return v0 ^ v1 ^ v2 ^ v3
        }

        private mutating func round() {
            v0 &+= v1
            v1 = rotate(v1, 13) ^ v0
            v0 = rotate(v0, 32)
            v2 &+= v3
            v3 = rotate(v3, 16) ^ v2
            v0 &+= v3
            v3 = rotate(v3, 21) ^ v0
            v2 &+= v1
            v1 = rotate(v1, 17) ^ v2
            v2 = rotate(v2, 32)
        }

        private func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 {
            word << bits | word >> (64 - bits)
        }
    }
}

/// The hash by which members' names are found: a cheap one, over words of eight bytes, with secrets of this process.
///
/// It multiplies what depends on both secrets: for a sender who does not know them, which names collide is chance.
package struct KeyHash: Sendable {
    private let first: UInt64
    private let second: UInt64

    /// The one of this process.
    package static let shared = KeyHash(
        first: UInt64.random(in: 0...UInt64.max), second: UInt64.random(in: 0...UInt64.max))

    private init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }

    /// The hash of a name's bytes.
    package func callAsFunction(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let bytes = UnsafeRawBufferPointer(name)
        var hash = second ^ UInt64(truncatingIfNeeded: bytes.count)
        var offset = 0
        while offset &+ 8 < bytes.count {
            hash = mixed(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self), hash)
            offset &+= 8
        }
        hash = mixed(Self.lastWord(of: bytes), hash)
        return UInt32(truncatingIfNeeded: hash ^ hash &>> 32)
    }

    /// The last eight bytes, or all there are of fewer.
    private static func lastWord(of bytes: UnsafeRawBufferPointer) -> UInt64 {
        let count = bytes.count
        if count >= 8 { return bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self) }
        if count >= 4 {
            let low = bytes.loadUnaligned(as: UInt32.self)
            let high = bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
            return UInt64(low) | UInt64(high) &<< 32
        }
        guard count > 0 else { return 0 }
        return UInt64(bytes[0]) | UInt64(bytes[count &>> 1]) &<< 8 | UInt64(bytes[count &- 1]) &<< 16
    }

    private func mixed(_ word: UInt64, _ hash: UInt64) -> UInt64 {
        let product = (word ^ first).multipliedFullWidth(by: hash)
        return product.high ^ product.low
    }
}

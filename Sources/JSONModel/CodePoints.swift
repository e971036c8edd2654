/// Strings compared and hashed as JSON does it: code point by code point.
///
/// Swift's own `==` follows Unicode's canonical equivalence, under which the two spellings of "é" are one key.
enum CodePoints {
    /// Whether both strings have the same code points.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        let answer = left.utf8.withContiguousStorageIfAvailable { left in
            right.utf8.withContiguousStorageIfAvailable { right in areEqual(left, right) }
        }
        if let answer = answer.flatMap({ $0 }) { return answer }
        return left.utf8.elementsEqual(right.utf8)
    }

    /// Whether a text has these bytes.
    static func areEqual(_ bytes: UnsafeBufferPointer<UInt8>, _ text: String) -> Bool {
        guard text.utf8.count == bytes.count else { return false }
        return text.utf8.withContiguousStorageIfAvailable { areEqual(bytes, $0) } ?? text.utf8.elementsEqual(bytes)
    }

    /// Whether two texts of one length have the same bytes.
    static func areEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        let left = UnsafeRawBufferPointer(left)
        let right = UnsafeRawBufferPointer(right)
        var place = 0
        while place &+ 8 <= left.count {
            let wordsDiffer =
                left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                != right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            if wordsDiffer { return false }
            place &+= 8
        }
        while place < left.count {
            if left[place] != right[place] { return false }
            place &+= 1
        }
        return true
    }

    /// Feeds the string's bytes to a hash.
    static func hash(_ text: String, into hasher: inout Hasher) {
        let isFed: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
            hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
        if isFed == nil {
            for byte in text.utf8 { hasher.combine(byte) }
        }
        hasher.combine(0xff as UInt8)
    }

    /// A seeded hash of the string's bytes.
    static func hash(_ text: String) -> Int {
        var hasher = Hasher()
        hash(text, into: &hasher)
        return hasher.finalize()
    }
}

/// What bytes are a code point in UTF-8 (Unicode's table 3-7: no overlong forms, no surrogates).
enum UTF8Rules {
    /// How many bytes the code point at `start` takes; 0 when there is none.
    static func size(of bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
        let size: Int
        var second: ClosedRange<UInt8> = 0x80...0xbf
        switch bytes[start] {
        case 0x00...0x7f: return 1
        case 0xc2...0xdf: size = 2
        case 0xe0: (size, second) = (3, 0xa0...0xbf)
        case 0xed: (size, second) = (3, 0x80...0x9f)
        case 0xe1...0xef: size = 3
        case 0xf0: (size, second) = (4, 0x90...0xbf)
        case 0xf4: (size, second) = (4, 0x80...0x8f)
        case 0xf1...0xf3: size = 4
        default: return 0
        }
        guard start + size <= bytes.count, second ~= bytes[start + 1] else { return 0 }
        for place in (start + 2)..<max(start + size, start + 2) where bytes[place] & 0xc0 != 0x80 { return 0 }
        return size
    }
}

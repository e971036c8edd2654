internal import NIOCore

extension ByteBuffer {
    /// Writes a 16-bit length and as much of `text` as fits in `limit` bytes, cut between characters.
    mutating func writeText(_ text: String, limit: Int = Int(UInt16.max)) {
        let kept = text.utf8.count <= limit ? text[...] : text.prefix(utf8Bytes: limit)
        writeInteger(UInt16(kept.utf8.count))
        writeSubstring(kept)
    }

    /// Reads a 16-bit length and that much UTF-8; nil where either is not there or not valid.
    mutating func readText() -> String? {
        guard let length = readInteger(as: UInt16.self) else { return nil }
        return readValidText(length: Int(length))
    }

    /// Reads `length` bytes of valid UTF-8; nil where they are not there or not valid.
    mutating func readValidText(length: Int) -> String? {
        guard length <= readableBytes else { return nil }
        let text = withUnsafeReadableBytes { bytes -> String? in
            let span = UnsafeRawBufferPointer(rebasing: bytes[..<length]).bindMemory(to: UInt8.self).span
            guard let valid = try? UTF8Span(validating: span) else { return nil }
            return String(copying: valid)
        }
        if text != nil { moveReaderIndex(forwardBy: length) }
        return text
    }
}

extension String {
    /// The longest prefix of whole characters in at most `limit` bytes of UTF-8.
    func prefix(utf8Bytes limit: Int) -> Substring {
        var end = startIndex
        var bytes = 0
        while end < endIndex {
            let next = index(after: end)
            bytes += self[end..<next].utf8.count
            if bytes > limit { break }
            end = next
        }
        return self[..<end]
    }
}

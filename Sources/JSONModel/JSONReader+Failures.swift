extension JSONReader {
    /// The failure at the next byte, where `wanted` should stand.
    func unexpected(_ wanted: String) -> JSONFailure {
        guard position < bytes.count else {
            return JSONFailure("syntax", at: position, "the text ends where \(wanted) was expected")
        }
        let byte = bytes[position]
        if byte == 0 { return JSONFailure("nul", at: position, "the text must not hold NUL") }
        if byte >= 0x80, UTF8Rules.size(of: bytes, at: position) == 0 {
            return JSONFailure("utf8", at: position, "the bytes are not valid UTF-8")
        }
        return JSONFailure("syntax", at: position, "\(wanted) was expected, but \(found(at: position)) stands there")
    }

    /// The code point at `place` as a message shows it: itself where it can be seen, else its number.
    func found(at place: Int) -> String {
        guard place < bytes.count else { return "the end of the text" }
        let byte = bytes[place]
        if 0x21..<0x7f ~= byte { return "'\(Character(Unicode.Scalar(byte)))'" }
        let digits = String(byte, radix: 16)
        return byte < 0x80 ? "U+00\(digits.count == 1 ? "0" : "")\(digits)" : "a character past ASCII"
    }
}

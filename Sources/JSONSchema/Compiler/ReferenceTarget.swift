/// What a reference is written as: a URI, perhaps relative or empty, and a fragment.
struct ReferenceTarget {
    /// As it is written, for messages.
    let text: String
    let keyword: String
    let uri: String
    /// Without its `#`, unescaped; empty when there is none.
    let fragment: String

    /// - Throws: that the fragment has a malformed escape.
    init(_ text: String, keyword: String, _ source: SchemaSource) throws(SchemaCompileError) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard let fragment = Self.percentDecoded(parts.count > 1 ? parts[1] : "") else {
            throw source.error(keyword, "the reference '\(text)' has a malformed percent escape")
        }
        self.text = text
        self.keyword = keyword
        self.uri = parts.first.map(String.init) ?? ""
        self.fragment = fragment
    }

    private static func percentDecoded(_ text: Substring) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

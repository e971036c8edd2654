internal import HyperFleetModel

/// Base64 as the JSON of messages has it: written with the usual alphabet and padding, read with either alphabet and
/// with or without padding.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        let text = Base64URL.encode(bytes)
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return translated(text, [(UInt8(ascii: "-"), UInt8(ascii: "+")), (UInt8(ascii: "_"), UInt8(ascii: "/"))])
            + padding
    }

    /// Nil for a text that is no base64.
    static func decode(_ text: String) -> [UInt8]? {
        let bare = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }.count
        let padding = text.utf8.count - bare
        guard padding == 0 || padding <= 2 && text.utf8.count.isMultiple(of: 4) else { return nil }
        let characters = String(decoding: text.utf8.prefix(bare), as: UTF8.self)
        return Base64URL.decode(
            translated(
                characters, [(UInt8(ascii: "+"), UInt8(ascii: "-")), (UInt8(ascii: "/"), UInt8(ascii: "_"))]))
    }

    private static func translated(_ text: String, _ pairs: [(from: UInt8, to: UInt8)]) -> String {
        let bytes = text.utf8.map { byte in pairs.first { $0.from == byte }?.to ?? byte }
        return String(decoding: bytes, as: UTF8.self)
    }
}

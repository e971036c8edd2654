/// Compares SQL as the schema declares it with SQL as PostgreSQL prints it.
///
/// PostgreSQL adds parentheses and spaces, and not the same in each version; they are left out on both sides.
enum CatalogText {
    static func isSame(_ declared: String, _ live: String) -> Bool {
        essence(declared) == essence(live)
    }

    private static func essence(_ text: String) -> [UInt8] {
        text.utf8.filter { byte in
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "("), UInt8(ascii: ")"): false
            default: true
            }
        }
    }
}

/// The form of a W3C `traceparent`: `00-<32 hex>-<16 hex>-<2 hex>`, lower case, ids not all zero.
package enum TraceParent {
    package static let bytes = 55

    /// Whether `text` has the form of version 00, or of a later version with more behind it.
    package static func isValid(_ text: String) -> Bool {
        let utf8 = Array(text.utf8)
        guard utf8.count >= bytes, utf8.count <= 128 else { return false }
        let dash = UInt8(ascii: "-")
        guard utf8[2] == dash, utf8[35] == dash, utf8[52] == dash else { return false }
        let version = utf8[0..<2]
        let trace = utf8[3..<35]
        let parent = utf8[36..<52]
        guard [version, trace, parent, utf8[53..<55]].allSatisfy({ $0.allSatisfy(isHex) }) else { return false }
        guard !version.elementsEqual("ff".utf8) else { return false }
        if version.elementsEqual("00".utf8) {
            guard utf8.count == bytes else { return false }
        } else if utf8.count > bytes {
            guard utf8[55] == dash else { return false }
        }
        let zero = UInt8(ascii: "0")
        return trace.contains { $0 != zero } && parent.contains { $0 != zero }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

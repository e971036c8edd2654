internal import JSONModel

/// What the places within a resource are called from outside.
struct ResourceName: Sendable {
    /// Without fragment; nil where the resource has no absolute one.
    private let uri: String?
    /// How many steps lead to the resource within its document.
    private let depth: Int

    init(_ resource: SchemaResource) {
        uri = URIReference(resource.uri).isAbsolute ? resource.uri : nil
        depth = resource.place.pointer.tokens.count
    }

    /// The URI of a place, given by the way through the document; nil where there is none.
    func location(of pointer: [String]) -> String? {
        uri.map { $0 + "#" + Self.fragment(JSONPointer(Array(pointer.dropFirst(depth))).description) }
    }

    /// A text as a URI's fragment (RFC 3986, section 3.5).
    private static func fragment(_ text: String) -> String {
        guard !text.utf8.allSatisfy(mayStand) else { return text }
        return text.utf8.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return mayStand(byte) ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
        }.joined()
    }

    private static func mayStand(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~!$&'()*+,;=:@/?".utf8.contains(byte)
        }
    }
}

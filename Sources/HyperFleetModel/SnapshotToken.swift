/// A snapshot of one database as an opaque text, sealed with a key.
///
/// As text it is base64url of version (1 byte), the snapshot's own name in UTF-8, and a seal over both (8).
package struct SnapshotToken: Sendable, Hashable {
    /// The number of the database cluster and what PostgreSQL calls the snapshot.
    package let name: String

    package init(name: String) {
        self.name = name
    }

    private static let version: UInt8 = 1

    /// The token's text.
    package func sealed(key: SipHash.Key) -> String {
        let bytes = Self.body(name)
        let seal = SipHash.hash(bytes, key: key)
        let sealBytes = stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: seal >> $0) }
        return Base64URL.encode(bytes + sealBytes)
    }

    private static func body(_ name: String) -> [UInt8] {
        // The mark keeps a snapshot's seal from ever being that of a page.
        [version] + Array("snapshot:".utf8) + Array(name.utf8)
    }
}

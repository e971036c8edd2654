/// Where a list goes on: the last item's id, bound to the query that it came from and sealed with a key.
///
/// As text it is base64url of 33 bytes: version (1), the query's hash (8), the id (16), a seal over all of them (8).
/// A page's size and whether a total is wanted are no part of the query, so they may change from page to page.
package struct PageToken: Sendable, Hashable {
    /// Why a text is no token for a query.
    package enum Refusal: Error, Sendable, Hashable {
        /// It is not one of ours, or somebody changed it.
        case broken
        /// It is ours, but goes on with another query.
        case otherQuery
    }

    /// The last item of the page before.
    package let last: ResourceID

    package init(last: ResourceID) {
        self.last = last
    }

    private static let version: UInt8 = 1
    private static let length = 33

    /// The token's text for the query that `query` describes in full.
    package func sealed(query: String, key: SipHash.Key) -> String {
        var bytes = [Self.version]
        bytes.reserveCapacity(Self.length)
        Self.append(Self.hash(of: query, key: key), to: &bytes)
        Self.append(last.high, to: &bytes)
        Self.append(last.low, to: &bytes)
        Self.append(SipHash.hash(bytes, key: key), to: &bytes)
        return Base64URL.encode(bytes)
    }

    /// Reads a token that `sealed(query:key:)` made for the same query and key.
    package init(opening text: String, query: String, key: SipHash.Key) throws(Refusal) {
        guard let bytes = Base64URL.decode(text), bytes.count == Self.length, bytes[0] == Self.version,
            Self.word(bytes, from: 25) == SipHash.hash(Array(bytes[..<25]), key: key)
        else { throw .broken }
        guard Self.word(bytes, from: 1) == Self.hash(of: query, key: key) else { throw .otherQuery }
        last = ResourceID(high: Self.word(bytes, from: 9), low: Self.word(bytes, from: 17))
    }

    private static func hash(of query: String, key: SipHash.Key) -> UInt64 {
        // The mark in front keeps a query's hash from ever being a seal.
        SipHash.hash(Array("query:".utf8) + Array(query.utf8), key: key)
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    private static func word(_ bytes: [UInt8], from place: Int) -> UInt64 {
        bytes[place..<place + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
}

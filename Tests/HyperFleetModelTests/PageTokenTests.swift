import HyperFleetModel
import Testing

@Suite struct PageTokenTests {
    private let key = SipHash.Key(first: 1, second: 2)
    private let token = PageToken(last: ResourceID(high: 0x0198_c1de_7f2a_7c3b, low: 0x8d4e_5f60_7182_93a4))

    @Test func comesBackForTheSameQuery() throws {
        let text = token.sealed(query: "kind=Cluster", key: key)
        #expect(try PageToken(opening: text, query: "kind=Cluster", key: key) == token)
        #expect(text.utf8.count == 44)
    }

    @Test func isRefusedForAnotherQuery() {
        let text = token.sealed(query: "kind=Cluster", key: key)
        #expect(throws: PageToken.Refusal.otherQuery) {
            try PageToken(opening: text, query: "kind=NodePool", key: key)
        }
    }

    @Test func isRefusedUnderAnotherKey() {
        let text = token.sealed(query: "kind=Cluster", key: key)
        #expect(throws: PageToken.Refusal.broken) {
            try PageToken(opening: text, query: "kind=Cluster", key: SipHash.Key(first: 1, second: 3))
        }
    }

    @Test func anyChangedBitIsSeen() throws {
        let bytes = try #require(Base64URL.decode(token.sealed(query: "q", key: key)))
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: PageToken.Refusal.broken) {
                try PageToken(opening: Base64URL.encode(changed), query: "q", key: key)
            }
        }
    }

    @Test(arguments: ["", "A", "no token", "AAAA", String(repeating: "A", count: 44), "ä"])
    func otherTextIsBroken(text: String) {
        #expect(throws: PageToken.Refusal.broken) { try PageToken(opening: text, query: "q", key: key) }
    }
}

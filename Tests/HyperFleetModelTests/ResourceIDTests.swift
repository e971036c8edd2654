import HyperFleetModel
import Testing

@Suite struct ResourceIDTests {
    @Test func textIsReadInAnyCaseAndPrintedInLower() throws {
        let id = try #require(ResourceID("0198C1DE-7f2a-7c3b-8D4E-5f60718293a4"))
        #expect(id.high == 0x0198_c1de_7f2a_7c3b)
        #expect(id.low == 0x8d4e_5f60_7182_93a4)
        #expect(id.description == "0198c1de-7f2a-7c3b-8d4e-5f60718293a4")
        #expect(ResourceID(high: 0, low: 0).description == "00000000-0000-0000-0000-000000000000")
        #expect(ResourceID(high: .max, low: .max).description == "ffffffff-ffff-ffff-ffff-ffffffffffff")
    }

    @Test(arguments: [
        "", "0198c1de-7f2a-7c3b-8d4e-5f60718293a", "0198c1de-7f2a-7c3b-8d4e-5f60718293a45",
        "0198c1de7f2a7c3b8d4e5f60718293a4", "0198c1de-7f2a-7c3b-8d4e-5f60718293ag",
        "0198c1de_7f2a-7c3b-8d4e-5f60718293a4", "{198c1de-7f2a-7c3b-8d4e-5f60718293a4", "prod-cluster",
        "0198c1d-e7f2a-7c3b-8d4e-5f60718293a4", "é198c1de-7f2a-7c3b-8d4e-5f60718293a",
    ])
    func otherTextIsNone(text: String) {
        #expect(ResourceID(text) == nil)
    }

    @Test func madeIDsAreVersionSevenAndRise() {
        let before = Timestamp.now
        let ids = (0..<10_000).map { _ in ResourceID.make() }
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
        #expect(ids.allSatisfy { $0.high >> 12 & 0xf == 7 && $0.low >> 62 == 0b10 })
        let milliseconds = Int64(ids[0].high >> 16)
        #expect(milliseconds >= before.microseconds / 1_000)
        #expect(milliseconds <= Timestamp.now.microseconds / 1_000 + 1)
    }

    @Test func idsOfTasksAtOnceDiffer() async {
        let ids = await withTaskGroup(of: [ResourceID].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<1_000).map { _ in ResourceID.make() } }
            }
            return await group.reduce(into: Set<ResourceID>()) { $0.formUnion($1) }
        }
        #expect(ids.count == 8_000)
    }
}

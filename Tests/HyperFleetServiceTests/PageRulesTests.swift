import HyperFleetModel
import JSONModel
import Testing

@testable import HyperFleetService

@Suite struct PageRulesTests {
    private let rules = PageRules(kind: .cluster, owner: nil, key: SipHash.Key(first: 1, second: 2))

    @Test func defaultsAndBounds() throws {
        #expect(try rules.query(for: PageRequest()).limit == 20)
        #expect(try rules.query(for: PageRequest(size: 1)).limit == 1)
        #expect(try rules.query(for: PageRequest(size: 1_000)).limit == 1_000)
        for size in [-1, 1_001, .max, .min] {
            #expect(throws: ServiceError.self) { try rules.query(for: PageRequest(size: size)) }
        }
    }

    @Test func numberedPagesReachOneHundredThousand() throws {
        guard case .offset(let offset) = try rules.query(for: PageRequest(size: 1_000, number: 101)).start else {
            Issue.record("no numbered page")
            return
        }
        #expect(offset == 100_000)
        for number in [-1, 102, .max, .min + 2] {
            #expect(throws: ServiceError.self) { try rules.query(for: PageRequest(size: 1_000, number: number)) }
        }
    }

    @Test func aPageEndsEarlyPastItsBytes() {
        let resource = Resource.sample(spec: "{\"a\":\"" + String(repeating: "x", count: 1_000) + "\"}")
        let resources = Array(repeating: resource, count: 10)
        #expect(PageRules.fitting(resources).count == 10)
        #expect(PageRules.fitting(resources, within: 4_000).count == 3)
        // A page is never empty where there is something: the next one would begin at the same place.
        #expect(PageRules.fitting(resources, within: 1).count == 1)
        #expect(PageRules.fitting([], within: 1).isEmpty)
        let page = rules.page(
            of: ListPage(resources: resources, hasMore: false, total: 10), for: PageRequest())
        #expect(page.nextPageToken.isEmpty)
    }
}

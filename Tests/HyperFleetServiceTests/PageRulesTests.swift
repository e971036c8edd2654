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

    @Test func aPageEndsEarlyPastItsBytes() throws {
        let resource = Resource.sample(spec: "{\"a\":\"" + String(repeating: "x", count: 1_000) + "\"}")
        let resources = Array(repeating: resource, count: 10)
        #expect(PageRules.fitting(resources).count == 10)
        #expect(PageRules.fitting(resources, within: 4_000).count == 3)
        // A page is never empty where there is something: the next one would begin at the same place.
        #expect(PageRules.fitting(resources, within: 1).count == 1)
        #expect(PageRules.fitting([], within: 1).isEmpty)
        let page = rules.page(
            of: ListPage(resources: resources, hasMore: false, total: 10), to: try rules.query(for: PageRequest()),
            for: PageRequest())
        #expect(page.nextPageToken.isEmpty)
    }

    @Test func anOrderThatCannotBeReadIsABadRequest() throws {
        for order in ["no_such_column", "NAME", "name ascending", "name asc extra", "name; DROP TABLE clusters"] {
            let error = #expect(throws: ServiceError.self) { try rules.query(for: PageRequest(order: order)) }
            #expect(error?.reason == .badRequest)
            #expect(error?.violations.map(\.field) == ["page.order"])
        }
    }

    @Test func aFieldThatDoesNotExistIsAViolation() throws {
        for field in ["nope", "status", "spec.region", "labels.env", "status.conditions.nope"] {
            let error = #expect(throws: ServiceError.self) { try rules.query(for: PageRequest(fields: [field])) }
            #expect(error?.reason == .validation)
            #expect(error?.violations.map(\.field) == ["page.fields"])
            #expect(error?.violations.first?.value == field)
        }
    }

    @Test func aTokenGoesOnInItsOwnOrderOnly() throws {
        let byName = PageRequest(order: "name desc")
        let query = try rules.query(for: byName)
        let last = Resource.sample(name: "prod")
        let token = rules.token(behind: last, in: query.order, of: byName)
        guard
            case .after(last.id, [.text("prod")]) = try rules.query(for: PageRequest(token: token, order: "name desc"))
                .start
        else {
            Issue.record("the token does not go on behind its resource")
            return
        }
        for order in ["", "name", "name desc, id asc"] {
            #expect(throws: ServiceError.self) { try rules.query(for: PageRequest(token: token, order: order)) }
        }
        // Said otherwise, but the same.
        #expect(throws: Never.self) { try rules.query(for: PageRequest(token: token, order: " name  desc , kind")) }
    }
}

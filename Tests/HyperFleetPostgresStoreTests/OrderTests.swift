import HyperFleetModel
import HyperFleetService
import JSONModel
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

/// Lists in any order: what the database gives is what sorting in memory gives, page by page.
@Suite("Orders and fields of lists")
struct OrderTests {
    private static let columns = ListOrder.Column.allCases

    @Test("Pages of random orders follow one another without gap or repetition")
    func pages() async throws {
        try await StoreFixture.with { fixture in
            var random = RandomSearch(generator: SeededGenerator(for: "orders"))
            var clusters: [Resource] = []
            for number in 0..<40 {
                let cluster = random.resource(.cluster, number, owner: nil)
                var active = cluster
                (active.deletedTime, active.deletedBy) = (nil, nil)
                _ = try await fixture.store.insert(active)
                try await fixture.store.withTransaction(on: cluster.id) { (transaction) async throws(ServiceError) in
                    transaction.update(cluster, replacingLabels: false)
                }
                clusters.append(cluster)
            }
            for _ in 0..<60 {
                let keys = (0..<Int.random(in: 1...4, using: &random.generator)).map { _ in
                    ListOrder.Key(random.pick(Self.columns), isDescending: Bool.random(using: &random.generator))
                }
                let order = ListOrder(keys: keys)
                let expected = clusters.sorted { Self.stands($0, before: $1, in: order) }
                let found = try await walk(order, in: fixture.store)
                #expect(found == expected.map(\.id), "\(order)")
            }
        }
    }

    private func walk(_ order: ListOrder, in store: PostgresStore) async throws -> [ResourceID] {
        var found: [ResourceID] = []
        var start = ListQuery.Start.first
        while true {
            let page = try await store.page(
                ListQuery(
                    kind: .cluster, owner: nil, showDeleted: true, start: start, limit: 7, wantsTotal: false,
                    order: order))
            found += page.resources.map(\.id)
            guard page.hasMore, let last = page.resources.last else { return found }
            start = .after(last.id, values: order.values(of: last))
        }
    }

    private static func stands(_ left: Resource, before right: Resource, in order: ListOrder) -> Bool {
        for (key, (one, other)) in zip(order.keys, zip(order.values(of: left), order.values(of: right)))
        where one != other {
            return isLess(one, other) != key.isDescending
        }
        return (left.id < right.id) != (order.keys.last?.isDescending ?? true)
    }

    private static func isLess(_ left: ListOrder.Value, _ right: ListOrder.Value) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.moment(let left), .moment(let right)): left < right
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.number, _), (.moment, _), (.text, _): false
        }
    }

    @Test("What a mask leaves out stays in the database where it is large")
    func fields() async throws {
        try await StoreFixture.with { fixture in
            let cluster = Sample.cluster("masked", labels: ["a": "b"])
            _ = try await fixture.store.insert(cluster)
            var query = ListQuery(
                kind: .cluster, owner: nil, showDeleted: false, start: .first, limit: 5, wantsTotal: true)
            query.fields = FieldMask(members: [.name])
            let page = try await fixture.store.page(query)
            #expect(page.total == 1)
            let found = try #require(page.resources.first)
            #expect(found.name == "masked")
            #expect(found.spec.bytes == Array("{}".utf8))
            #expect(found.conditions.isEmpty)
        }
    }
}

import HyperFleetModel
import HyperFleetService
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

@Suite("List pages", .serialized)
struct PageTests {
    private func query(
        _ kind: ResourceKind = .cluster, owner: ResourceID? = nil, showDeleted: Bool = false,
        start: ListQuery.Start = .first, limit: Int = 3, wantsTotal: Bool = false
    ) -> ListQuery {
        ListQuery(
            kind: kind, owner: owner, showDeleted: showDeleted, start: start, limit: limit, wantsTotal: wantsTotal)
    }

    @Test("Pages are newest first, by key and by number, with a total when asked for")
    func pages() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let empty = try await store.page(query(wantsTotal: true))
            #expect(empty.resources.isEmpty && !empty.hasMore && empty.total == 0)

            let clusters = (0..<7).map { Sample.cluster("cluster-\($0)", labels: ["n": "\($0)"]) }
            for cluster in clusters { _ = try await store.insert(cluster) }
            try await mark(clusters[5], in: store)
            let active = [6, 4, 3, 2, 1, 0].map { clusters[$0].id }

            let first = try await store.page(query())
            #expect(first.resources.map(\.id) == Array(active.prefix(3)))
            #expect(first.hasMore && first.total == nil)
            try expectSame(first.resources.first, clusters[6])
            let second = try await store.page(query(start: .after(active[2]), wantsTotal: true))
            #expect(second.resources.map(\.id) == Array(active.suffix(3)))
            #expect(!second.hasMore && second.total == 6)
            let numbered = try await store.page(query(start: .offset(2), limit: 2, wantsTotal: true))
            #expect(numbered.resources.map(\.id) == Array(active[2..<4]))
            #expect(numbered.hasMore && numbered.total == 6)
            let beyond = try await store.page(query(start: .offset(100), wantsTotal: true))
            #expect(beyond.resources.isEmpty && !beyond.hasMore && beyond.total == 6)
            let all = try await store.page(query(showDeleted: true, limit: 100, wantsTotal: true))
            #expect(all.resources.map(\.id) == clusters.reversed().map(\.id))
            #expect(all.total == 7)
            let exact = try await store.page(query(limit: 6))
            #expect(exact.resources.count == 6 && !exact.hasMore)
        }
    }

    @Test("Node pools are listed of one cluster or of all")
    func nodePools() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let (one, two) = (Sample.cluster("one"), Sample.cluster("two"))
            for cluster in [one, two] { _ = try await store.insert(cluster) }
            var pools: [Resource] = []
            for number in 0..<6 {
                pools.append(Sample.nodePool("pool-\(number)", of: number % 2 == 0 ? one.id : two.id))
                _ = try await store.insert(pools[number])
            }
            try await mark(pools[2], in: store)
            func ids(_ query: ListQuery) async throws -> [ResourceID] {
                let page = try await store.page(query)
                #expect(page.total == page.resources.count)
                return page.resources.map(\.id)
            }
            func wanted(_ numbers: [Int]) -> [ResourceID] { numbers.map { pools[$0].id } }
            #expect(
                try await ids(query(.nodePool, owner: one.id, limit: 9, wantsTotal: true)) == wanted([4, 0]))
            #expect(
                try await ids(query(.nodePool, owner: one.id, showDeleted: true, limit: 9, wantsTotal: true))
                    == wanted([4, 2, 0]))
            #expect(try await ids(query(.nodePool, limit: 9, wantsTotal: true)) == wanted([5, 4, 3, 1, 0]))
            #expect(
                try await ids(query(.nodePool, showDeleted: true, limit: 9, wantsTotal: true))
                    == wanted([5, 4, 3, 2, 1, 0]))
            #expect(try await ids(query(.nodePool, owner: .make(), limit: 9, wantsTotal: true)) == [])
            let page = try await store.page(query(.nodePool, owner: two.id, start: .after(pools[5].id), limit: 1))
            #expect(page.resources.map(\.id) == wanted([3]) && page.hasMore)
            #expect(page.resources.first?.owner == two.id)
        }
    }

    @Test("A walk over pages sees each resource that was there once, while others come and go")
    func walk() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            let there = (0..<60).map { Sample.cluster("there-\($0)") }
            for cluster in there { _ = try await store.insert(cluster) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 0..<60 { _ = try await store.insert(Sample.cluster("new-\(number)")) }
                }
                var seen: [ResourceID] = []
                var start = ListQuery.Start.first
                while true {
                    let page = try await store.page(query(start: start, limit: 7, wantsTotal: true))
                    seen += page.resources.map(\.id)
                    #expect(page.total ?? 0 >= 60)
                    guard page.hasMore, let last = page.resources.last else { break }
                    start = .after(last.id)
                }
                try await group.waitForAll()
                #expect(Set(seen).count == seen.count)
                #expect(Set(seen).isSuperset(of: there.map(\.id)))
                #expect(seen == seen.sorted(by: >))
            }
        }
    }

    @Test("The total is from the page's own snapshot")
    func total() async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 0..<80 { _ = try await store.insert(Sample.cluster("cluster-\(number)")) }
                }
                var last = 0
                while last < 80 {
                    let page = try await store.page(query(limit: 1_000, wantsTotal: true))
                    #expect(page.total == page.resources.count)
                    last = page.resources.count
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("A page ends once its specs have passed 2 MiB, compressed or not", arguments: [true, false])
    func byteBudget(_ isCompressible: Bool) async throws {
        try await StoreFixture.with { fixture in
            let store = fixture.store
            for number in 0..<20 {
                let text =
                    isCompressible
                    ? String(repeating: "x", count: 250_000)
                    : String(decoding: (0..<250_000).map { _ in UInt8.random(in: 97...122) }, as: UTF8.self)
                _ = try await store.insert(Sample.cluster("cluster-\(number)", spec: "{\"a\": \"\(text)\"}"))
            }
            var sizes: [Int] = []
            var seen: Set<ResourceID> = []
            var start = ListQuery.Start.first
            while true {
                let page = try await store.page(query(start: start, limit: 100, wantsTotal: true))
                sizes.append(page.resources.count)
                seen.formUnion(page.resources.map(\.id))
                #expect(page.total == 20)
                guard page.hasMore, let last = page.resources.last else { break }
                start = .after(last.id)
            }
            // Nine are 2,250,000 bytes, the first number beyond the 2,097,152 of the budget.
            #expect(sizes == [9, 9, 2])
            #expect(seen.count == 20)
        }
    }
}

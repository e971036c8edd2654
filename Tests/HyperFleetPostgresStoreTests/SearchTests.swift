import HyperFleetModel
import HyperFleetService
import JSONModel
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

/// The database finds what the same expression finds in memory.
@Suite("Searches", .serialized)
struct SearchTests {
    private func query(
        _ text: String, _ kind: ResourceKind = .cluster, start: ListQuery.Start = .first, limit: Int = 1_000
    ) throws -> ListQuery {
        ListQuery(
            kind: kind, owner: nil, showDeleted: true, start: start, limit: limit, wantsTotal: true,
            search: try SearchParser.expression(text))
    }

    @Test("Random searches over random resources find the same in the database and in memory")
    func sameAsInMemory() async throws {
        try await StoreFixture.with { fixture in
            var random = RandomSearch(generator: SeededGenerator(for: "searches"))
            var subjects: [ResourceKind: [SearchSubject]] = [.cluster: [], .nodePool: []]
            for number in 0..<40 {
                let cluster = random.resource(.cluster, number, owner: nil)
                let nodePool = random.resource(.nodePool, number, owner: cluster.id)
                for resource in [cluster, nodePool] {
                    var active = resource
                    (active.deletedTime, active.deletedBy) = (nil, nil)
                    _ = try await fixture.store.insert(active)
                }
                for resource in [cluster, nodePool] {
                    let statuses = random.statuses()
                    try await put(resource, statuses, in: fixture.store)
                    subjects[resource.kind]?.append(try SearchSubject(resource, statuses: statuses))
                }
            }
            var found = 0
            for _ in 0..<400 {
                let kind = ResourceKind.allCases.randomElement(using: &random.generator) ?? .cluster
                let text = random.search()
                let page = try await fixture.store.page(try query(text, kind))
                let expression = try SearchParser.expression(text)
                let expected = try (subjects[kind] ?? []).filter {
                    try $0.satisfies(expression, now: RandomSearch.now)
                }
                #expect(page.resources.map(\.id) == expected.reversed().map(\.resource.id), "\(kind): \(text)")
                #expect(page.total == expected.count)
                found += expected.count
            }
            #expect(found > 0, "the searches found nothing at all")
        }
    }

    /// Stores all that an insert leaves out: marks and reports.
    private func put(_ resource: Resource, _ statuses: [AdapterStatus], in store: PostgresStore) async throws {
        try await store.withTransaction(on: resource.id) { (transaction) async throws(ServiceError) in
            transaction.update(resource, replacingLabels: false)
            for status in statuses { transaction.upsert(status, of: resource.kind, id: resource.id) }
        }
    }

    @Test("A search's pages follow one another without gap or repetition")
    func pages() async throws {
        try await StoreFixture.with { fixture in
            var wanted: [ResourceID] = []
            for number in 0..<25 {
                let cluster = Sample.cluster("cluster-\(number)", labels: ["odd": "\(number % 2)"])
                _ = try await fixture.store.insert(cluster)
                if number % 2 == 1 { wanted.insert(cluster.id, at: 0) }
            }
            var found: [ResourceID] = []
            var start = ListQuery.Start.first
            while true {
                let page = try await fixture.store.page(try query("labels.odd = '1'", start: start, limit: 5))
                found += page.resources.map(\.id)
                #expect(page.total == wanted.count)
                guard page.hasMore, let last = found.last else { break }
                start = .after(last)
            }
            #expect(found == wanted)
        }
    }

    @Test("Texts that attack are values and nothing else")
    func attacks() async throws {
        try await StoreFixture.with { fixture in
            _ = try await fixture.store.insert(Sample.cluster("victim"))
            let texts = [
                "'; DROP TABLE clusters; --", "a') OR (b = 'b", "$1", "\\", "%s%n", "\u{202E}", "{\"a\":1}",
                "' OR ''='",
            ]
            for text in texts {
                let quoted = text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
                for field in ["name", "labels.a", "spec.a", "status.conditions.A.reason", "adapters.a.data.b", "id"] {
                    let page = try await fixture.store.page(try query("\(field) = '\(quoted)'"))
                    #expect(page.resources.isEmpty, "\(field) \(text)")
                }
            }
            #expect(try await fixture.store.page(try query("name = 'victim'")).total == 1)
        }
    }
}

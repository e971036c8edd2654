import HyperFleetModel
import HyperFleetService
import Testing

@Suite struct FleetServiceListTests {
    @Test func tokensWalkOverEveryResourceOnceNewestFirst() async throws {
        try await TestFleet.run { fleet in
            for number in 0..<25 { try await fleet.createCluster("prod-\(number)") }
            var names: [String] = []
            var request = PageRequest(size: 10, wantsTotal: true)
            repeat {
                let page = try await fleet.service.list(.cluster, owner: nil, page: request)
                names += page.resources.map(\.name)
                #expect(page.total == 25)
                request.token = page.nextPageToken
            } while !request.token.isEmpty
            #expect(names == (0..<25).reversed().map { "prod-\($0)" })
            let numbered = try await fleet.service.list(.cluster, owner: nil, page: PageRequest(size: 10, number: 3))
            #expect(numbered.resources.map(\.name) == names.suffix(5))
            #expect(numbered.total == nil)
        }
    }

    @Test func markedResourcesAreHiddenUnlessAskedFor() async throws {
        try await TestFleet.run { fleet in
            let cluster = try await fleet.createCluster()
            _ = try await fleet.delete(cluster)
            let hidden = try await fleet.service.list(.cluster, owner: nil, page: PageRequest())
            #expect(hidden.resources.isEmpty)
            let shown = try await fleet.service.list(.cluster, owner: nil, page: PageRequest(showDeleted: true))
            #expect(shown.resources.map(\.id) == [cluster.id])
        }
    }

    @Test func nodePoolsAreListedByTheirCluster() async throws {
        try await TestFleet.run { fleet in
            let first = try await fleet.createCluster("first")
            let second = try await fleet.createCluster("second")
            let pool = try await fleet.createNodePool(of: first)
            try await fleet.createNodePool(of: second)
            let ofFirst = try await fleet.service.list(
                .nodePool, owner: .name("first", owner: nil), page: PageRequest())
            #expect(ofFirst.resources.map(\.id) == [pool.id])
            let all = try await fleet.service.list(.nodePool, owner: nil, page: PageRequest())
            #expect(all.resources.count == 2)
            let missing = try await refusal {
                _ = try await fleet.service.list(.nodePool, owner: .id(.make()), page: PageRequest())
            }
            #expect(missing?.reason == .resourceNotFound)
        }
    }

    @Test func aSearchAndASelectorHoldTogetherAndOverPages() async throws {
        try await TestFleet.run { fleet in
            for number in 0..<4 { try await fleet.createCluster("prod-\(number)") }
            var request = PageRequest(size: 2, wantsTotal: true, search: "name != 'prod-1'", selector: "!canary")
            let first = try await fleet.service.list(.cluster, owner: nil, page: request)
            #expect(first.resources.map(\.name) == ["prod-3", "prod-2"])
            #expect(first.total == 3)
            request.token = first.nextPageToken
            let second = try await fleet.service.list(.cluster, owner: nil, page: request)
            #expect(second.resources.map(\.name) == ["prod-0"])
            #expect(second.nextPageToken.isEmpty)
            let none = try await fleet.service.list(.cluster, owner: nil, page: PageRequest(selector: "canary"))
            #expect(none.resources.isEmpty)
        }
    }

    @Test func aSearchThatCannotBeReadIsABadRequest() async throws {
        try await TestFleet.run { fleet in
            let requests = [
                ("page.search", PageRequest(search: "nam = 'x'")),
                ("page.label_selector", PageRequest(selector: "a in b")),
            ]
            for (field, request) in requests {
                let error = try await refusal {
                    _ = try await fleet.service.list(.cluster, owner: nil, page: request)
                }
                #expect(error?.reason == .badRequest)
                #expect(error?.violations.map(\.field) == [field])
            }
        }
    }

    @Test func aTokenBelongsToItsQuery() async throws {
        try await TestFleet.run { fleet in
            for number in 0..<3 { try await fleet.createCluster("prod-\(number)") }
            let page = try await fleet.service.list(.cluster, owner: nil, page: PageRequest(size: 1))
            let others = [
                PageRequest(token: page.nextPageToken, showDeleted: true),
                PageRequest(token: page.nextPageToken, search: "name != 'x'"),
                PageRequest(token: page.nextPageToken, selector: "!x"),
                PageRequest(token: page.nextPageToken + "A"), PageRequest(token: page.nextPageToken, number: 1),
                PageRequest(size: 1_001), PageRequest(size: -1), PageRequest(number: -1),
            ]
            for request in others {
                let error = try await refusal {
                    _ = try await fleet.service.list(.cluster, owner: nil, page: request)
                }
                #expect(error?.reason == .validation)
                #expect(error?.violations.count == 1)
            }
            // The size is no part of the query.
            let rest = try await fleet.service.list(
                .cluster, owner: nil, page: PageRequest(size: 1_000, token: page.nextPageToken))
            #expect(rest.resources.map(\.name) == ["prod-1", "prod-0"])
            #expect(rest.nextPageToken.isEmpty)
        }
    }
}

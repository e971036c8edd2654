import HyperFleetClient
import HyperFleetTesting
import Logging
import Testing

/// The examples of the client library's documentation, run as they stand there.
@Suite("Examples", .timeLimit(.minutes(2)))
struct Examples {
    let logger = Logger(label: "examples") { _ in SwiftLogNoOpLogHandler() }

    private func withClient(_ body: (FleetClient) async throws -> Void) async throws {
        try await withFleetServer(TestServerOptions(transport: .inProcess)) { client, _ in try await body(client) }
    }

    @Test("Clusters")
    func clusters() async throws {
        try await withClient { client in
            let created = try await client.clusters.create(
                name: "production", labels: Labels(["env": "prod"]), spec: Array(#"{"region":"north"}"#.utf8))
            let update = try await client.clusters.update(
                .id(created.id), spec: Array(#"{"region":"south"}"#.utf8),
                preconditions: Preconditions(ifResourceVersion: created.resourceVersion))
            logger.info("generation \(update.resource.generation)")
            _ = try await client.clusters.delete(.id(created.id))

            #expect(update.resource.generation == 2)
        }
    }

    @Test("Lists")
    func lists() async throws {
        try await withClient { client in
            for try await cluster in client.clusters.list() {
                logger.info("\(cluster.name): generation \(cluster.generation)")
            }

            let page = try await client.clusters.listPage(PageRequest(size: 50, wantsTotal: true))
            logger.info("\(page.resources.count) of \(page.total ?? 0)")

            #expect(page.total == 0)
        }
    }

    @Test("Streams, many at once, and trees")
    func manyResources() async throws {
        try await withClient { client in
            let made = try await client.clusters.create(name: "production", spec: Array("{}".utf8))
            let references = [ResourceReference.id(made.id)]

            for try await part in try await client.clusters.stream(PageRequest(search: "labels.env = 'prod'")) {
                for resource in part.resources { logger.info("\(resource.name)") }
                if let end = part.end { logger.info("\(end.count) in all") }
            }

            for result in try await client.clusters.getMany(references) {
                switch result {
                case .success(let resource): logger.info("\(resource.name)")
                case .failure(let error): logger.warning("\(error.message)")
                }
            }

            for try await part in try await client.nodePools.stream(PageRequest(search: "labels.env = 'prod'")) {
                for resource in part.resources { logger.info("\(resource.name)") }
                if let end = part.end { logger.info("\(end.count) in all") }
            }

            for result in try await client.nodePools.getMany(references) {
                switch result {
                case .success(let resource): logger.info("\(resource.name)")
                case .failure(let error): logger.warning("\(error.message)")
                }
            }

            let tree = try await client.clusters.tree(.name("production", owner: nil))
            logger.info("\(tree.nodePools.count) node pools, \(tree.statuses.count) reports")
        }
    }

    @Test("Schemas")
    func schemas() async throws {
        try await withClient { client in
            let violations = try await client.schemas.violations(of: Array(#"{"region":"north"}"#.utf8), kind: .cluster)
            for violation in violations { logger.warning("\(violation.field) \(violation.message)") }

            #expect(violations.isEmpty)
        }
    }

    @Test("Node pools")
    func nodePools() async throws {
        try await withClient { client in
            _ = try await client.clusters.create(name: "production", spec: Array("{}".utf8))

            let cluster = ResourceReference.name("production", owner: nil)
            let pool = try await client.nodePools.create(in: cluster, name: "workers", spec: Array("{}".utf8))
            for try await pool in client.nodePools.list(in: cluster) {
                logger.info("\(pool.name)")
            }
            _ = try await client.nodePools.delete(.id(pool.id))
        }
    }

    @Test("Reports")
    func reports() async throws {
        try await withClient { client in
            let cluster = try await client.clusters.create(name: "production", spec: Array("{}".utf8))

            let conditions = ["Available", "Applied", "Health"].map { type in
                AdapterCondition(type: type, status: .isTrue, reason: "", message: "", lastTransitionTime: .now)
            }
            let report = Report(adapter: "validation", observedGeneration: cluster.generation, conditions: conditions)
            let answer = try await client.adapterStatuses.report(
                report, on: ReportTarget(kind: .cluster, reference: .id(cluster.id)))
            logger.info("\(answer.outcome)")

            #expect(answer.outcome == .applied)
        }
    }

    @Test("A write that wants a version")
    func versions() async throws {
        try await withClient { client in
            let cluster = try await client.clusters.create(name: "production", spec: Array("{}".utf8))
            try await conflict(client, cluster.id, known: cluster.resourceVersion + 1)
        }
    }

    private func conflict(_ client: FleetClient, _ id: ResourceID, known: Int64) async throws {
        let labels = Labels(["env": "prod"])

        do throws(RPCError) {
            _ = try await client.clusters.update(
                .id(id), labels: labels, preconditions: Preconditions(ifResourceVersion: known))
        } catch {
            guard let current = error.currentResourceVersion else { throw error }
            logger.info("somebody was faster: it is at \(current) now")
        }
    }

    @Test("One time limit for several calls")
    func deadline() async throws {
        try await withClient { client in
            _ = try await client.clusters.create(name: "production", spec: Array("{}".utf8))

            try await Deadline.$current.withValue(.after(.seconds(5))) {
                let cluster = try await client.clusters.get(.name("production", owner: nil))
                _ = try await client.clusters.update(.id(cluster.id), labels: Labels(["env": "prod"]))
            }
        }
    }

    @Test("Health")
    func health() async throws {
        try await withClient { client in
            let health = try await client.health.check()
            logger.info("serving: \(health.isServing)")

            for try await health in try await client.health.watch() {
                logger.info("serving: \(health.isServing)")
                if health.isServing { break }
            }
        }
    }

    @Test("Changes in part")
    func partialUpdate() async throws {
        try await withClient { client in
            let seen = try await client.clusters.create(name: "production", spec: Array("{}".utf8))
            let update = ResourceUpdate(
                labels: .edit(set: Labels(["env": "prod"]), unset: ["trial"]),
                spec: .merge(Array(#"{"region":"south"}"#.utf8)),
                preconditions: Preconditions(ifGeneration: seen.generation))
            let answer = try await client.clusters.update(.id(seen.id), update)

            #expect(answer.changed && answer.resource.labels == Labels(["env": "prod"]))
            let pool = try await client.nodePools.create(in: .id(seen.id), name: "workers", spec: Array("{}".utf8))
            try await changePool(client, pool)
        }
    }

    private func changePool(_ client: FleetClient, _ seen: Resource) async throws {
        let update = ResourceUpdate(
            labels: .edit(set: Labels(["env": "prod"]), unset: ["trial"]),
            spec: .merge(Array(#"{"region":"south"}"#.utf8)),
            preconditions: Preconditions(ifGeneration: seen.generation))
        let answer = try await client.nodePools.update(.id(seen.id), update)

        #expect(answer.resource.generation == 2)
    }

    @Test("What an adapter does")
    func adapter() async throws {
        try await withClient { client in
            let created = try await client.clusters.create(name: "production", spec: Array("{}".utf8))
            try await work(client, created.id)
            #expect(
                try await client.adapterStatuses.list(of: ReportTarget(kind: .cluster, reference: .id(created.id)))
                    .count == 1)
        }
    }

    private func work(_ client: FleetClient, _ id: ResourceID) async throws {
        let target = ReportTarget(kind: .cluster, reference: .id(id))
        let cluster = try await client.clusters.get(.id(id))
        let conditions = ["Available", "Applied", "Health"].map { type in
            AdapterCondition(type: type, status: .isTrue, reason: "Done", message: "", lastTransitionTime: .now)
        }
        let report = Report(adapter: "dns", observedGeneration: cluster.generation, conditions: conditions)
        let answer = try await client.adapterStatuses.report(report, on: target)
        switch answer.outcome {
        case .applied, .unchanged: logger.info("known at generation \(answer.generation)")
        case .staleGeneration, .futureGeneration, .staleTime: logger.info("look again: \(answer.outcome)")
        case .appliedNotAggregated, .unknownIgnored: logger.info("say True or False once it is known")
        case .resourceRemoved: logger.info("it is gone")
        }
    }

    @Test("A server for tests")
    func testServer() async throws {
        try await withFleetServer { client, server in
            let cluster = try await client.clusters.create(name: "production", spec: Array("{}".utf8))
            #expect(cluster.generation == 1)
        }

        try await withFleetServer(TestServerOptions(transport: .inProcess)) { client, _ in
            let health = try await client.health.check()
            #expect(health.isServing)
        }
    }
}

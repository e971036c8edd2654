import HyperFleetClient
import HyperFleetTesting
import TestSupport
import Testing

@Suite("Reports in a stream")
struct ReportStreamTests {
    private func report(_ adapter: String) -> Report {
        Report(
            adapter: adapter, observedGeneration: 1,
            conditions: ["Available", "Applied", "Health"].map {
                AdapterCondition(type: $0, status: .isTrue, reason: "", message: "", lastTransitionTime: .now)
            })
    }

    private func target(_ id: ResourceID) -> ReportTarget { ReportTarget(kind: .cluster, reference: .id(id)) }

    @Test("Each is answered in its order, and a bad one harms no other")
    func mixed() async throws {
        let options = TestServerOptions(clusterAdapters: ["dns"], nodePoolAdapters: [])
        try await withFleetServer(options) { client, _ in
            let cluster = try await client.clusters.create(name: "production", spec: bytes("{}"))
            let items = [
                (report: report("dns"), target: target(cluster.id)),
                (report: report("Not A Name"), target: target(cluster.id)),
                (report: report("dns"), target: target(ResourceID(high: 1, low: 2))),
                (report: report("other"), target: ReportTarget(kind: .cluster, reference: .name("", owner: nil))),
                (report: report("other"), target: target(cluster.id)),
            ]
            let stream = AsyncStream { continuation in
                for item in items { continuation.yield(item) }
                continuation.finish()
            }
            let results = try await client.adapterStatuses.reportStream(stream)
            let words = results.map { result in
                switch result {
                case .success(let accepted): accepted.outcome.rawValue
                case .failure(let error): error.reason
                }
            }
            #expect(
                words == ["APPLIED", "HYPERFLEET-VAL-000", "HYPERFLEET-NTF-001", "HYPERFLEET-VAL-000", "APPLIED"])
            #expect(try await client.clusters.get(.id(cluster.id)).conditions[0].status)
        }
    }

    @Test("A slow stream is stored as it comes, and an empty one is answered with nothing")
    func slow() async throws {
        let options = TestServerOptions(clusterAdapters: ["dns"], nodePoolAdapters: [])
        try await withFleetServer(options) { client, _ in
            let cluster = try await client.clusters.create(name: "production", spec: bytes("{}"))
            let wanted = target(cluster.id)
            let (stream, continuation) = AsyncStream.makeStream(of: (report: Report, target: ReportTarget).self)
            async let results = client.adapterStatuses.reportStream(stream)
            continuation.yield((report: report("dns"), target: wanted))
            try await waitUntil("the first report is stored while the stream is open") {
                try await client.adapterStatuses.list(of: wanted).count == 1
            }
            continuation.yield((report: report("other"), target: wanted))
            continuation.finish()
            #expect(try await results.count == 2)

            let nothing = AsyncStream<(report: Report, target: ReportTarget)> { $0.finish() }
            #expect(try await client.adapterStatuses.reportStream(nothing).isEmpty)
        }
    }

    @Test("Two thousand about one cluster are all stored")
    func many() async throws {
        let options = TestServerOptions(clusterAdapters: ["dns"], nodePoolAdapters: [])
        try await withFleetServer(options) { client, _ in
            let cluster = try await client.clusters.create(name: "production", spec: bytes("{}"))
            let wanted = target(cluster.id)
            let stream = AsyncStream { continuation in
                for number in 0..<2_000 {
                    continuation.yield((report: report("adapter-\(number % 20)"), target: wanted))
                }
                continuation.finish()
            }
            let results = try await client.adapterStatuses.reportStream(stream)
            #expect(results.count == 2_000)
            #expect(try results.allSatisfy { [.applied, .unchanged].contains(try $0.get().outcome) })
            #expect(try await client.adapterStatuses.list(of: wanted).count == 20)
        }
    }
}

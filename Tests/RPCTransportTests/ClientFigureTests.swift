import RPCCore
import RPCTelemetry
import RPCTransport
import Synchronization
import Testing

@Suite("Figures of a client", .timeLimit(.minutes(2)))
struct ClientFigureTests {
    private static func withClient(
        _ address: RPCAddress, _ configuration: RPCClientConfiguration, _ metrics: RecordingMetrics,
        _ body: (RPCClient) async throws -> Void
    ) async throws {
        let client = RPCClient(
            addresses: [address], configuration: configuration, logger: .silent,
            observer: ClientTransportMetrics(factory: metrics))
        do {
            try await body(client)
            await client.close()
        } catch {
            await client.close()
            throw error
        }
    }

    @Test("Repeats are counted by method, and so are those that the budget forbids; an address that fails is ejected")
    func repeats() async throws {
        let service = EchoService()
        service.isAway.store(true, ordering: .releasing)
        let metrics = RecordingMetrics()
        var configuration = SeveralAddressesTests.quick
        configuration.retryTokens = 3
        configuration.ejectionFailures = 3
        configuration.ejectionTime = .seconds(600)
        configuration.maximumEjectionTime = .seconds(600)
        try await withServer(service) { [configuration] _, addresses in
            try await Self.withClient(addresses[0], configuration, metrics) { client in
                // Two repeats of three attempts, one repeat, none.
                let patient = CallOptions(timeout: .seconds(100))
                for _ in 0..<3 {
                    let error = await client.failure(EchoService.maybeAway, "x", options: patient)
                    #expect(error?.code == .unavailable, "\(String(describing: error))")
                }
                // What its error forbids to repeat is no matter of the budget.
                #expect(await client.failure(EchoService.fail, "x")?.code == .invalidArgument)
            }
            #expect(metrics.value("rpc_client_retries_total method=test.Echo/MaybeAway") == 3)
            #expect(metrics.value("rpc_client_retries_refused_total method=test.Echo/MaybeAway") == 2)
            #expect(metrics.value("rpc_client_retries_refused_total method=test.Echo/Fail") == nil)
            #expect(metrics.value("rpc_client_ejections_total address=\(addresses[0])") == 1)
        }
    }

    @Test("Connections that are open are known at any time, and those that had to be made anew are counted")
    func connections() async throws {
        let address = LifeTests.ownAddress()
        let metrics = RecordingMetrics()
        let open = "rpc_client_connections_open address=\(address)"
        let again = "rpc_client_reconnects_total address=\(address)"
        try await Self.withClient(address, SeveralAddressesTests.quick, metrics) { client in
            for round in 0..<3 {
                try await withServer(addresses: [address]) { _, _ in
                    _ = try await client.text(EchoService.echo, "x")
                    #expect(try await eventually { metrics.value(open) == 1 })
                    #expect(metrics.value(again) ?? 0 == round)
                }
                #expect(try await eventually { metrics.value(open) == 0 })
            }
            // Where nobody listens no connection is opened.
            #expect(
                await client.failure(EchoService.echo, "x", options: CallOptions(timeout: .milliseconds(50))) != nil)
            #expect(metrics.value(open) == 0 && metrics.value(again) == 2)
        }
        try await Self.withClient(address, SeveralAddressesTests.quick, metrics) { client in
            try await withServer(addresses: [address]) { _, _ in
                _ = try await client.text(EchoService.echo, "x")
                #expect(try await eventually { metrics.value(open) == 1 })
                await client.close()
                #expect(try await eventually { metrics.value(open) == 0 })
            }
        }
    }
}

import RPCCore
import RPCTransport
import RPCWire

/// The transports that must behave alike.
enum TransportUnderTest: CaseIterable, Sendable {
    case inProcess
    case tcp
    case unixSocket

    /// Those that carry calls of which a side sends more than one message.
    static let streaming: [TransportUnderTest] = allCases

    /// Calls the methods of `service` through this transport, for as long as `body` runs.
    func withTransport(
        _ service: ConformanceService = ConformanceService(), limits: WireLimits = .defaults,
        _ body: @Sendable (any ClientTransport, ConformanceService) async throws -> Void
    ) async throws {
        switch self {
        case .inProcess:
            let transport = InProcessTransport(router: service.router(), limits: limits)
            do {
                try await body(transport, service)
                await transport.close()
            } catch {
                await transport.close()
                throw error
            }
        case .tcp:
            try await withSockets(.tcp(host: "127.0.0.1", port: 0), service, limits, body)
        case .unixSocket:
            try await withSockets(LifeTests.ownAddress(), service, limits, body)
        }
    }

    private func withSockets(
        _ address: RPCAddress, _ service: ConformanceService, _ limits: WireLimits,
        _ body: @Sendable (any ClientTransport, ConformanceService) async throws -> Void
    ) async throws {
        var configuration = RPCServerConfiguration.defaults
        configuration.limits = limits
        let server = RPCServer(
            router: service.router(), addresses: [address], configuration: configuration, logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let bound = try await server.boundAddresses()
            var clientConfiguration = RPCClientConfiguration.defaults
            clientConfiguration.limits = limits
            do {
                try await withClient(bound[0], configuration: clientConfiguration) { client in
                    try await body(client, service)
                }
            } catch {
                server.stop()
                throw error
            }
            server.stop()
            try await group.waitForAll()
        }
    }
}

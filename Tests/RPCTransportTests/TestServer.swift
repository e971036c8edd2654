import Foundation
import Logging
import NIOCore
import RPCCore
import RPCTransport
import RPCWire
import Synchronization

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// A real server on a free port of the loopback, for as long as `body` runs.
func withServer<Value: Sendable>(
    _ service: EchoService = EchoService(), addresses: [RPCAddress] = [.tcp(host: "127.0.0.1", port: 0)],
    configuration: RPCServerConfiguration = .defaults, interceptors: [any ServerInterceptor] = [],
    logger: Logger = .silent,
    _ body: @Sendable (RPCServer, [RPCAddress]) async throws -> Value
) async throws -> Value {
    let server = RPCServer(
        router: service.router(interceptors: interceptors), addresses: addresses, configuration: configuration,
        logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        let value: Value
        do {
            value = try await body(server, try await server.boundAddresses())
        } catch {
            service.release.open()
            server.stop()
            throw error
        }
        service.release.open()
        server.stop()
        try await group.waitForAll()
        return value
    }
}

/// A client for as long as `body` runs.
func withClient<Value>(
    _ address: RPCAddress, configuration: RPCClientConfiguration = .defaults,
    _ body: (RPCClient) async throws -> Value
) async throws -> Value {
    let client = RPCClient(address: address, configuration: configuration, logger: .silent)
    do {
        let value = try await body(client)
        await client.close()
        return value
    } catch {
        await client.close()
        throw error
    }
}

extension RPCClient {
    func text(
        _ method: MethodDescriptor, _ text: String, options: CallOptions = CallOptions()
    ) async throws -> String {
        let bytes = try await unary(method, request: Text(text), options: options)
        return try Text.decode(bytes).text
    }
}

extension RPCClient {
    /// How the call failed; nil when it went well.
    func failure(
        _ method: MethodDescriptor, _ text: String, options: CallOptions = CallOptions()
    ) async -> RPCError? {
        do throws(RPCError) {
            _ = try await unary(method, request: Text(text), options: options)
            return nil
        } catch {
            return error
        }
    }
}

/// Gathers values from any number of tasks.
final class Collected<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    var all: [Value] { values.withLock { $0 } }

    func add(_ value: Value) {
        values.withLock { $0.append(value) }
    }
}

/// A folder of its own with a path short enough for a socket; removed with everything in it.
func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let path = "/tmp/hf\(UInt32.random(in: 0...(.max)))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
}

/// Waits until `condition` holds, looking again and again; false when it never did within two minutes.
func eventually(_ condition: @Sendable () async -> Bool) async throws -> Bool {
    let end = ContinuousClock.now.advanced(by: .seconds(120))
    while ContinuousClock.now < end {
        if await condition() { return true }
        try await Task.sleep(for: .milliseconds(2))
    }
    return false
}

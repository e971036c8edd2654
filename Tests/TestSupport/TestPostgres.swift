internal import Foundation
internal import Glibc
package import PrivatePostgres
internal import Synchronization

/// The one throw-away PostgreSQL of a test process, started when the first test asks for it.
package final class TestPostgres: Sendable {
    package static let shared = TestPostgres()

    private enum State {
        case stopped
        case running(PostgresServer)
        case failed(String)
    }

    private let state = Mutex(State.stopped)
    private let slots = Slots(count: 8)
    private let names = Atomic(0)

    /// The cluster; every caller waits while the first one starts it.
    package func cluster() throws -> PostgresServer {
        try state.withLock { state in
            switch state {
            case .running(let cluster): return cluster
            case .failed(let reason): throw TestSupportError(reason)
            case .stopped:
                do {
                    let cluster = try PostgresServer.start(.throwaway(maxConnections: 600))
                    state = .running(cluster)
                    atexit { TestPostgres.shared.removeAtExit() }
                    return cluster
                } catch {
                    state = .failed("the tests' PostgreSQL could not be started: \(error)")
                    throw error
                }
            }
        }
    }

    /// A new, empty database.
    package func makeDatabase() throws -> TestDatabase {
        let cluster = try cluster()
        let number = names.wrappingAdd(1, ordering: .relaxed).newValue
        return try TestDatabase(cluster: cluster, name: "test_\(getpid())_\(number)")
    }

    /// Runs `body` with a database of its own, which is dropped afterwards.
    ///
    /// Only so many do so at a time, that tests which all start together do not starve one another.
    package func withDatabase<Value: Sendable>(
        _ body: (TestDatabase) async throws -> Value
    ) async throws -> Value {
        try await slots.run {
            let database = try makeDatabase()
            defer { database.close() }
            return try await body(database)
        }
    }

    private func removeAtExit() {
        state.withLock { state in
            if case .running(let cluster) = state { try? cluster.remove() }
            state = .failed("the test process is ending")
        }
    }
}

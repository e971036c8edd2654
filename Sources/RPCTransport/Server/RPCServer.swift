package import Logging
internal import NIOCore
internal import NIOPosix
package import RPCCore
internal import ServiceLifecycle
internal import Synchronization

/// Serves the methods of a router over hfrpc, on any number of TCP addresses and unix sockets at once.
///
/// Life: `run()` listens, serves until it is told to stop, and returns when the last call has ended. A graceful
/// shutdown of the service group, or `stop()`, takes no new calls, finishes running ones within the drain limit and
/// leaves in two steps, so that no accepted call is lost; cancelling `run()` cancels the calls as well.
package final class RPCServer: Service {
    private enum Phase {
        case new([CheckedContinuation<[RPCAddress], any Error>])
        case listening([RPCAddress])
        case stopped(RPCTransportError)
    }

    private let core: ServerCore
    private let addresses: [RPCAddress]
    private let phase = Mutex(Phase.new([]))
    private let stops: AsyncStream<Void>
    private let stopSignal: AsyncStream<Void>.Continuation
    private let hasRun = Atomic(false)

    /// A server that listens once `run()` is called.
    ///
    /// - Parameters:
    ///   - addresses: at least one; TCP port 0 asks the system for a free one.
    ///   - counts: where the server counts what it sees.
    package init(
        router: Router, addresses: [RPCAddress], configuration: RPCServerConfiguration = .defaults,
        counts: ServerCounts = ServerCounts(), logger: Logger
    ) {
        self.core = ServerCore(router: router, configuration: configuration, counts: counts, logger: logger)
        self.addresses = addresses
        (stops, stopSignal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingOldest(1))
    }

    /// What the server has seen so far.
    package var counters: RPCServerCounters { core.counts.snapshot }

    /// Looks for new certificates now, and not only when their time has come; connections that are open stay.
    package func reloadCertificates() async {
        await core.secrets?.reload()
    }

    /// Stops as a graceful shutdown does; `run()` returns once the last call has ended.
    package func stop() {
        stopSignal.yield()
    }

    /// Listens and serves until told to stop, then finishes running calls and returns. To be called once.
    ///
    /// - Throws: `RPCTransportError` when an address cannot be listened on; none is listened on then.
    package func run() async throws {
        guard !hasRun.exchange(true, ordering: .relaxed) else {
            throw RPCTransportError(.notRunning, "a server runs only once")
        }
        let loops = core.configuration.eventLoops > 0 ? core.configuration.eventLoops : System.coreCount
        let group = MultiThreadedEventLoopGroup(numberOfThreads: loops)
        do throws(RPCTransportError) {
            try await core.secrets?.load()
            let listeners = try await listen(on: group)
            await serve(listeners, group: group)
        } catch {
            conclude(error)
            try? await group.shutdownGracefully()
            throw error
        }
        try? await group.shutdownGracefully()
    }

    /// Where the server listens, port 0 resolved; waits until it does.
    ///
    /// - Throws: what `run()` threw when it could not listen, or that the server has stopped.
    package func boundAddresses() async throws -> [RPCAddress] {
        try await withCheckedThrowingContinuation { continuation in
            let known: Result<[RPCAddress], RPCTransportError>? = phase.withLock { phase in
                switch phase {
                case .new(let waiters):
                    phase = .new(waiters + [continuation])
                    return nil
                case .listening(let addresses): return .success(addresses)
                case .stopped(let error): return .failure(error)
                }
            }
            if let known { continuation.resume(with: known) }
        }
    }

    private func listen(on group: MultiThreadedEventLoopGroup) async throws(RPCTransportError) -> [Listener] {
        let executors = LoopExecutors(group)
        var listeners: [Listener] = []
        do throws(RPCTransportError) {
            for address in addresses {
                listeners.append(
                    try await Listener.listen(on: address, core: core, group: group, executors: executors))
            }
        } catch {
            for listener in listeners { await listener.stop() }
            throw error
        }
        let bound = listeners.map(\.address)
        let waiters = phase.withLock { phase -> [CheckedContinuation<[RPCAddress], any Error>] in
            defer { phase = .listening(bound) }
            guard case .new(let waiters) = phase else { return [] }
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: bound) }
        core.logger.info("listening", metadata: ["addresses": .array(bound.map { .string($0.description) })])
        return listeners
    }

    private func serve(_ listeners: [Listener], group: MultiThreadedEventLoopGroup) async {
        await withTaskGroup(of: Void.self) { tasks in
            if let secrets = core.secrets { tasks.addTask { await secrets.watch() } }
            let isGraceful = await waitForStop()
            await leave(listeners, group: group, isGraceful: isGraceful)
            tasks.cancelAll()
        }
    }

    /// Whether the stop was asked for in good order; a cancelled task was not.
    private func waitForStop() async -> Bool {
        await withGracefulShutdownHandler {
            var iterator = stops.makeAsyncIterator()
            return await iterator.next() != nil
        } onGracefulShutdown: {
            self.stopSignal.yield()
        }
    }

    private func leave(_ listeners: [Listener], group: MultiThreadedEventLoopGroup, isGraceful: Bool) async {
        conclude(RPCTransportError(.notRunning, "the server has stopped"))
        core.logger.info("stopping", metadata: ["connections": "\(core.counts.snapshot.connectionsOpen)"])
        for listener in listeners { await listener.stop() }
        let limit = isGraceful ? core.configuration.drainLimit : .zero
        for connection in core.connections.beginLeaving() {
            connection.eventLoop.execute { connection.drain() }
        }
        let abort = group.next().scheduleTask(in: TimeAmount(limit)) { [core] in
            for connection in core.connections.all {
                connection.eventLoop.execute { connection.abort() }
            }
        }
        await core.connections.waitUntilEmpty()
        abort.cancel()
        core.logger.info("stopped")
    }

    private func conclude(_ error: RPCTransportError) {
        let waiters = phase.withLock { phase -> [CheckedContinuation<[RPCAddress], any Error>] in
            defer { phase = .stopped(error) }
            guard case .new(let waiters) = phase else { return [] }
            return waiters
        }
        for waiter in waiters { waiter.resume(throwing: error) }
    }
}

internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import RPCCore
internal import RPCWire

/// One address that is listened on.
struct Listener: Sendable {
    let channel: any Channel
    /// With the port that the system chose.
    let address: RPCAddress
    private let socketFile: UnixSocketFile?

    /// Listens on `address`.
    ///
    /// - Throws: a sentence for the person who started the server.
    static func listen(
        on address: RPCAddress, core: ServerCore, group: any EventLoopGroup, executors: LoopExecutors
    ) async throws(RPCTransportError) -> Listener {
        let bootstrap = bootstrap(core: core, group: group, executors: executors)
        switch address {
        case .tcp(let host, let port):
            try checkReach(of: host, configuration: core.configuration)
            let channel = try await bound(address) { try await bootstrap.bind(host: host, port: port).get() }
            return Listener(
                channel: channel, address: .tcp(host: host, port: channel.localAddress?.port ?? port),
                socketFile: nil)
        case .unix(let path):
            try await UnixSocketFile.prepare(path, on: group)
            let channel = try await bound(address) {
                try await bootstrap.bind(unixDomainSocketPath: path).get()
            }
            do throws(RPCTransportError) {
                let file = try UnixSocketFile(listeningOn: path, mode: core.configuration.unixSocketMode)
                return Listener(channel: channel, address: address, socketFile: file)
            } catch {
                channel.close(promise: nil)
                throw error
            }
        }
    }

    /// Takes no further connections; those accepted live on.
    func stop() async {
        socketFile?.remove()
        try? await channel.close().get()
    }

    private static func bootstrap(
        core: ServerCore, group: any EventLoopGroup, executors: LoopExecutors
    ) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Int32(clamping: core.configuration.listenBacklog))
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 64 << 10, high: 1 << 20))
            .childChannelInitializer { channel in
                welcome(channel, core: core, executors: executors)
            }
    }

    /// Sets up a connection that was accepted: who it is, then its handler.
    private static func welcome(
        _ channel: any Channel, core: ServerCore, executors: LoopExecutors
    ) -> EventLoopFuture<Void> {
        let isUnix: Bool
        switch channel.localAddress {
        case .unixDomainSocket: isUnix = true
        case .v4, .v6, nil: isUnix = false
        }
        let identity =
            isUnix ? core.unixPeer.identity(of: channel) : channel.eventLoop.makeSucceededFuture(.anonymous)
        return identity.flatMapThrowing { identity in
            let peer = PeerDescription(channel.remoteAddress ?? channel.localAddress, identity: identity)
            let pipeline = channel.pipeline.syncOperations
            guard let number = core.connections.reserve(maximum: core.configuration.maximumConnections) else {
                return try pipeline.addHandler(BusyConnection(core: core))
            }
            if !isUnix {
                try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
            }
            try pipeline.addHandler(
                ServerConnection(
                    core: core, peer: peer, executor: executors[channel.eventLoop], eventLoop: channel.eventLoop,
                    number: number))
        }
    }

    /// Callers on TCP are anonymous, so they must be on this machine unless the configuration says otherwise.
    private static func checkReach(
        of host: String, configuration: RPCServerConfiguration
    ) throws(RPCTransportError) {
        guard !configuration.allowsAnonymousFromNetwork else { return }
        let isLoopback: Bool
        do {
            let address = try SocketAddress.makeAddressResolvingHost(host, port: 0)
            isLoopback = address.ipAddress.map { $0 == "::1" || $0.hasPrefix("127.") } ?? false
        } catch {
            throw RPCTransportError(.addressUnusable, "the host \(host) is not known: \(error)")
        }
        guard isLoopback else {
            throw RPCTransportError(
                .addressUnusable,
                "\(host) can be reached from other machines, and callers would be neither encrypted nor known: "
                    + "listen on 127.0.0.1, [::1] or a unix socket, or allow anonymous callers explicitly")
        }
    }

    private static func bound(
        _ address: RPCAddress, _ bind: () async throws -> any Channel
    ) async throws(RPCTransportError) -> any Channel {
        do {
            return try await bind()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw RPCTransportError(
                .addressInUse, "\(address) is in use by another program: stop it or choose another address")
        } catch let error as IOError {
            throw RPCTransportError(
                .addressUnusable, "cannot listen on \(address): \(String(cString: strerror(error.errnoCode)))")
        } catch {
            throw RPCTransportError(.addressUnusable, "cannot listen on \(address): \(error)")
        }
    }
}

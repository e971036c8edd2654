internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import RPCCore
internal import RPCWire
internal import Synchronization

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
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptFailures(core: core))
                }
            }
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
            switch core.connections.admit(host: isUnix ? nil : peer.host) {
            case .refused(let reason): try turnAway(channel, core: core, isSecured: !isUnix, reason: reason)
            case .admitted(let number):
                do {
                    if !isUnix { try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1) }
                    if !isUnix, let context = core.secrets?.context {
                        try secure(channel, by: context, core: core, executors: executors, number: number)
                    } else {
                        try channel.pipeline.syncOperations.addHandler(
                            ServerConnection(
                                core: core, peer: peer, executor: executors[channel.eventLoop],
                                eventLoop: channel.eventLoop, number: number))
                    }
                } catch {
                    core.connections.remove(number: number)
                    throw error
                }
            }
        }
    }

    /// There is no place for a connection. Over TLS it is closed without a word: a handshake is the dearest thing that
    /// a server does for a stranger.
    private static func turnAway(
        _ channel: any Channel, core: ServerCore, isSecured: Bool, reason: String
    ) throws {
        guard isSecured, core.secrets != nil else {
            return try channel.pipeline.syncOperations.addHandler(BusyConnection(core: core, reason: reason))
        }
        core.counts.connectionsRefused.add(1, ordering: .relaxed)
        channel.close(promise: nil)
    }

    private static func secure(
        _ channel: any Channel, by context: NIOSSLContext, core: ServerCore, executors: LoopExecutors, number: UInt64
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        let tls = NIOSSLServerHandler(context: context)
        let host = PeerDescription(channel.remoteAddress).host
        let gate = TLSGate(core: core, host: host)
        try pipeline.addHandler(gate)
        try pipeline.addHandler(tls)
        try pipeline.addHandler(
            TLSWelcome(
                core: core, gate: gate, tls: tls, executor: executors[channel.eventLoop], channel: channel,
                number: number))
    }

    /// What is neither encrypted nor known must be on this machine, unless the configuration says otherwise.
    private static func checkReach(
        of host: String, configuration: RPCServerConfiguration
    ) throws(RPCTransportError) {
        guard configuration.tls == nil, !configuration.allowsPlaintextFromNetwork else { return }
        let isLocal: Bool
        do {
            isLocal = try SocketAddress.makeAddressResolvingHost(host, port: 0).isLocal
        } catch {
            throw RPCTransportError(.addressUnusable, "the host \(host) is not known: \(error)")
        }
        guard isLocal else {
            throw RPCTransportError(
                .addressUnusable,
                "\(host) can be reached from other machines, and callers' words and tokens would go there in plain "
                    + "text: serve with a certificate, listen on 127.0.0.1, [::1] or a unix socket, or allow plain "
                    + "text explicitly")
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

internal import Foundation
internal import NIOCore
internal import RPCCore
internal import Synchronization

/// Carries out an attack on threads of its own until it is told to stop; a connection that the server closes is made anew.
final class Attacker: Sendable {
    private let attack: Attack
    private let address: RPCAddress
    private let isStopped = Atomic(false)
    /// Connections that the server has closed, or did not take.
    private let closed = Atomic(0)
    private let running = Atomic(0)

    init(_ attack: Attack, on address: RPCAddress) {
        self.attack = attack
        self.address = address
    }

    var closedConnections: Int { closed.load(ordering: .relaxed) }

    func start() {
        let threads = attack.isFlood ? attack.connections : 1
        running.store(threads, ordering: .relaxed)
        for _ in 0..<threads {
            Thread.detachNewThread {
                if self.attack.isFlood { self.flood() } else { self.hold() }
                self.running.subtract(1, ordering: .releasing)
            }
        }
    }

    func stop() async throws {
        isStopped.store(true, ordering: .relaxed)
        while running.load(ordering: .acquiring) > 0 { try await ContinuousClock().sleep(for: .milliseconds(10)) }
    }

    private func connect() -> RawSocket? {
        guard let socket = RawSocket(address) else { return nil }
        if attack.saysHello, !socket.send(Attack.hello) { return nil }
        return socket
    }

    private func flood() {
        while !isStopped.load(ordering: .relaxed) {
            if let socket = connect() { run(socket) }
            closed.add(1, ordering: .relaxed)
        }
    }

    private func run(_ socket: RawSocket) {
        var number: UInt32 = 0
        while !isStopped.load(ordering: .relaxed) {
            var buffer = ByteBuffer()
            attack.round(number, &buffer)
            guard socket.send(buffer), !attack.reads || socket.discardInput() else { return }
            number += 1
        }
    }

    /// Many connections, each with a round now and then.
    private func hold() {
        var sockets = (0..<attack.connections).map { _ in connect() }
        var number: UInt32 = 0
        while !isStopped.load(ordering: .relaxed) {
            for index in sockets.indices {
                var buffer = ByteBuffer()
                attack.round(number, &buffer)
                if let socket = sockets[index], buffer.readableBytes == 0 || socket.send(buffer),
                    !attack.reads || socket.discardInput()
                {
                    continue
                }
                closed.add(1, ordering: .relaxed)
                sockets[index] = nil
            }
            number += 1
            usleep(100_000)
        }
    }
}

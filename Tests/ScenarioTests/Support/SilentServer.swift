import Foundation

/// Listens on a free port of this machine, and never answers.
final class SilentServer: Sendable {
    let address: String
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isListening = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        address = "127.0.0.1:\(UInt16(bigEndian: name.sin_port))"
        guard isListening else { throw CocoaError(.fileReadUnknown) }
    }

    deinit {
        close(descriptor)
    }

    /// Waits until somebody has connected and sent something; a connection that says nothing does not count.
    func waitForConnection() async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(120))
        var connections: [Int32] = []
        defer { connections.forEach { close($0) } }
        while ContinuousClock.now < deadline {
            let connection = accept(descriptor, nil, nil)
            if connection >= 0 { connections.append(connection) }
            for connection in connections {
                var byte: UInt8 = 0
                if recv(connection, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_PEEK)) == 1 {
                    // It stays open until the test is over, so that only the test's own doing ends the program.
                    connections.removeAll { $0 == connection }
                    return
                }
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw CocoaError(.fileReadUnknown)
    }
}

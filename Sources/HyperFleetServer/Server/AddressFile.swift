internal import Foundation
package import RPCCore

/// A file that says where a server listens: one address a line, unix sockets first.
package struct AddressFile: Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Writes the file as a whole, so that a reader finds either nothing or all addresses.
    package func write(_ addresses: [RPCAddress]) throws(StartFailure) {
        let lines = Self.ordered(addresses).map { "\($0)\n" }.joined()
        do {
            try Data(lines.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw StartFailure(.usage, "the address file \(path) cannot be written: \(error.localizedDescription)")
        }
    }

    /// Removes the file when it still says what `addresses` are, and not what another server wrote meanwhile.
    package func remove(ifItSays addresses: [RPCAddress]) {
        let lines = Self.ordered(addresses).map { "\($0)\n" }.joined()
        guard let found = FileManager.default.contents(atPath: path), found == Data(lines.utf8) else { return }
        // Nobody misses the file when it cannot be removed: a stale address is told apart by connecting to it.
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func ordered(_ addresses: [RPCAddress]) -> [RPCAddress] {
        addresses.filter(\.isUnixSocket) + addresses.filter { !$0.isUnixSocket }
    }
}

extension RPCAddress {
    fileprivate var isUnixSocket: Bool {
        if case .unix = self { return true }
        return false
    }
}

internal import Foundation
internal import RPCCore

/// Finds the server that a command is meant for.
enum ServerLocator {
    /// The one that is listened on when nobody says anything.
    static let defaultAddress = RPCAddress.tcp(host: "127.0.0.1", port: 8470)

    /// The address that `option` (`--server`), the environment, or the file of a running server names.
    ///
    /// - Throws: a usage error for a text that is no address.
    static func find(option: String?) throws(CommandFailure) -> ServerLocation {
        if let option { return ServerLocation(address: try address(option, "--server"), origin: "--server") }
        let variable = "HYPERFLEET_SERVER"
        if let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty {
            return ServerLocation(address: try address(text, variable), origin: "$\(variable)")
        }
        let file = ServerFile.search()
        if let file, let address = file.firstUsable {
            return ServerLocation(address: address, origin: file.path)
        }
        return ServerLocation(address: defaultAddress, origin: "the default")
    }

    private static func address(_ text: String, _ name: String) throws(CommandFailure) -> RPCAddress {
        guard let address = RPCAddress(text) else {
            throw .usage("\(name): '\(text)' is no address; write HOST:PORT, [IPV6]:PORT or unix:PATH")
        }
        return address
    }
}

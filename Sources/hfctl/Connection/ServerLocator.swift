internal import Foundation
internal import RPCCore

/// Finds the server that a command is meant for.
enum ServerLocator {
    /// The one that is listened on when nobody says anything.
    static let defaultAddress = RPCAddress.tcp(host: "127.0.0.1", port: 8470)

    /// The address that `options` (`--server`), the environment (with commas between several), or the file of a
    /// running server names; of several, the first that somebody listens on.
    ///
    /// - Throws: a usage error for a text that is no address.
    static func find(options: [String]) throws(CommandFailure) -> ServerLocation {
        if let address = try firstUsable(options, "--server") {
            return ServerLocation(address: address, origin: "--server")
        }
        let variable = "HYPERFLEET_SERVER"
        let texts = ProcessInfo.processInfo.environment[variable, default: ""].split(separator: ",").map(String.init)
        if let address = try firstUsable(texts, variable) {
            return ServerLocation(address: address, origin: "$\(variable)")
        }
        let file = ServerFile.search()
        if let file, let address = file.firstUsable {
            return ServerLocation(address: address, origin: file.path)
        }
        return ServerLocation(address: defaultAddress, origin: "the default")
    }

    /// The first of all when nobody listens, so that it can be named; nil where there are none.
    private static func firstUsable(_ texts: [String], _ name: String) throws(CommandFailure) -> RPCAddress? {
        var addresses: [RPCAddress] = []
        for text in texts { addresses.append(try address(text, name)) }
        if addresses.count < 2 { return addresses.first }
        return addresses.first(where: AddressProbe.answers) ?? addresses.first
    }

    private static func address(_ text: String, _ name: String) throws(CommandFailure) -> RPCAddress {
        guard let address = RPCAddress(text) else {
            throw .usage("\(name): '\(text)' is no address; write HOST:PORT, [IPV6]:PORT or unix:PATH")
        }
        return address
    }
}

internal import Foundation
internal import RPCCore

/// Finds the servers that a command is meant for.
enum ServerLocator {
    /// The one that is listened on when nobody says anything.
    static let defaultAddress = RPCAddress.tcp(host: "127.0.0.1", port: 8470)

    /// The addresses that `options` (`--server`) or the environment name, with commas between several: the call goes to
    /// one that can be reached. Else the one that the file of a running server names, or the default.
    ///
    /// - Throws: a usage error that names a text which is no address.
    static func find(options: [String]) throws(CommandFailure) -> ServerLocation {
        let given = options.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        if let addresses = try addresses(given, "--server") {
            return ServerLocation(addresses: addresses, origin: "--server")
        }
        let variable = "HYPERFLEET_SERVER"
        let texts = ProcessInfo.processInfo.environment[variable, default: ""].split(separator: ",")
        if let addresses = try addresses(texts, variable) {
            return ServerLocation(addresses: addresses, origin: "$\(variable)")
        }
        let file = ServerFile.search()
        if let file, let address = file.firstUsable {
            return ServerLocation(addresses: [address], origin: file.path)
        }
        return ServerLocation(addresses: [defaultAddress], origin: "the default")
    }

    /// What `texts` say, each address once; nil where there are none.
    private static func addresses(_ texts: [Substring], _ name: String) throws(CommandFailure) -> [RPCAddress]? {
        var addresses: [RPCAddress] = []
        for text in texts {
            let address = try address(text.trimmingCharacters(in: .whitespaces), name)
            if !addresses.contains(address) { addresses.append(address) }
        }
        return addresses.isEmpty ? nil : addresses
    }

    private static func address(_ text: String, _ name: String) throws(CommandFailure) -> RPCAddress {
        guard let address = RPCAddress(text) else {
            throw .usage("\(name): '\(text)' is no address; write HOST:PORT, [IPV6]:PORT or unix:PATH")
        }
        return address
    }
}

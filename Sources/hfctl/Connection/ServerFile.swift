internal import Foundation
internal import RPCCore

/// `.local/server` of a clone: the addresses that its running server listens on, one a line.
struct ServerFile {
    let path: String
    /// In the file's order; lines that are no address are left out.
    let addresses: [RPCAddress]

    /// The file of the clone that the working directory, or else this program, lies in.
    static func search() -> ServerFile? {
        let here = FileManager.default.currentDirectoryPath
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? here
        for start in [here, (program as NSString).deletingLastPathComponent] {
            for folder in folders(above: start) {
                if let file = ServerFile(folder: folder) { return file }
            }
        }
        return nil
    }

    private init?(folder: String) {
        path = (folder as NSString).appendingPathComponent(".local/server")
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        addresses = text.split(whereSeparator: \.isNewline).compactMap {
            RPCAddress($0.trimmingCharacters(in: .whitespaces))
        }
        if addresses.isEmpty { return nil }
    }

    /// The first address that somebody listens on; the first of all when nobody does, so that it can be named.
    ///
    /// All of them lead to one server, which may ask for a token on one and not on the other: the first goes before.
    var firstUsable: RPCAddress? {
        if addresses.count == 1 { return addresses.first }
        return addresses.first(where: AddressProbe.answers) ?? addresses.first
    }

    /// `start` and the folders around it, up to the root.
    private static func folders(above start: String) -> [String] {
        var folders = [start]
        while let last = folders.last, last != "/", !last.isEmpty {
            folders.append((last as NSString).deletingLastPathComponent)
        }
        return folders
    }
}

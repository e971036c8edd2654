import Foundation

/// Folders of tests: short paths, so that unix sockets fit in them.
enum TemporaryFolder {
    static func make() throws -> URL {
        let name = String(UInt64.random(in: .min ... .max), radix: 36)
        let folder = URL(fileURLWithPath: "/tmp").appendingPathComponent("hfs-\(name)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        return folder
    }
}

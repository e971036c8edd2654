package import Foundation

/// Data for tests that live outside the repository: public suites, shared cases.
package enum Conformance {
    /// The environment variable that names the folder.
    package static let variable = "HYPERFLEET_CONFORMANCE_DATA"

    /// The folder; nil, and one line on standard output, when it is not there.
    package static let folder: URL? = {
        let given = ProcessInfo.processInfo.environment[variable]
        let folder =
            given.map { URL(filePath: $0) } ?? RepositoryRoot.url.deletingLastPathComponent().appending(path: "shared")
        if isFolder(folder) { return folder }
        say("conformance cases were not run: there is no folder \(folder.path) (\(variable) names another)")
        return nil
    }()

    /// A file or folder below it; nil, and one line on standard output, when it is not there.
    package static func item(_ path: String) -> URL? {
        guard let folder else { return nil }
        let item = folder.appending(path: path)
        if FileManager.default.fileExists(atPath: item.path) { return item }
        say("conformance cases were not run: there is no \(item.path)")
        return nil
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

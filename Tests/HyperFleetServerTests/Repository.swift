import Foundation

/// Where things of this repository lie.
enum Repository {
    /// The repository's root, from where this file lies in it.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The programs that were built together with these tests.
    static let programs: URL = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
        return URL(fileURLWithPath: own).deletingLastPathComponent()
    }()

    /// The provider schema that comes with the repository.
    static let exampleSchema = root.appendingPathComponent("docs/examples/provider.yaml").path
}

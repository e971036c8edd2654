internal import Foundation
package import Testing

/// The seeds with which a random test once failed, in a file of `Tests/Seeds`: a failing run adds its own, and all of
/// them are run again ever after.
package struct KeptSeeds: Sendable {
    /// The seed of the run that the present task belongs to.
    @TaskLocal package static var running: UInt64?

    private let file: URL

    /// The seeds in `Tests/Seeds/name`, one on each line.
    package init(_ name: String) {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        file = tests.appendingPathComponent("Seeds/\(name)")
    }

    /// All that are kept, then one that is new each time.
    package var seedsToRun: [UInt64] { kept + [.random(in: 0...UInt64.max)] }

    private var kept: [UInt64] {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { UInt64($0) }
    }

    /// Keeps the seed of the run that has just failed.
    func keepRunning() {
        guard let seed = Self.running, !kept.contains(seed) else { return }
        let text = (kept + [seed]).map { "\($0)\n" }.joined()
        do {
            try text.write(to: file, atomically: true, encoding: .utf8)
        } catch {
            FileHandle.standardError.write(Data("seed \(seed) could not be kept in \(file.path): \(error)\n".utf8))
        }
    }
}

extension Trait where Self == IssueHandlingTrait {
    /// Adds to `seeds` the one of every run in which an issue is recorded.
    package static func keepingSeeds(in seeds: KeptSeeds) -> Self {
        .compactMapIssues { issue in
            seeds.keepRunning()
            return issue
        }
    }
}

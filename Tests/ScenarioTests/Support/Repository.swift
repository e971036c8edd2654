import Foundation
import TestSupport

/// Where the project and its programs lie.
enum Repository {
    static let root = RepositoryRoot.url

    /// The folder of the programs that were built beside these tests.
    static let programs = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// What stands between ` ```sh ` and ` ``` ` in a document, block by block.
    static func shellBlocks(_ path: String) throws -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in try text(path).split(separator: "\n", omittingEmptySubsequences: false) {
            if let lines = block {
                if line == "```" {
                    blocks.append(lines.joined(separator: "\n") + "\n")
                    block = nil
                } else {
                    block = lines + [line]
                }
            } else if line == "```sh" {
                block = []
            }
        }
        return blocks
    }
}

import Foundation
import HyperFleetModel
import TestSupport
import Testing

@Suite("docs/search.md")
struct SearchDocumentTests {
    /// The lines of all fenced blocks of this kind.
    private func lines(ofBlocks kind: String) throws -> [String] {
        let file = RepositoryRoot.url.appending(path: "docs/search.md")
        let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n```")
        let blocks = parts.filter { $0.hasPrefix("\(kind)\n") }
        return blocks.flatMap { $0.split(separator: "\n").dropFirst().map(String.init) }
    }

    @Test("Every search that the document shows is one")
    func searches() throws {
        let searches = try lines(ofBlocks: "search")
        #expect(searches.count >= 15)
        for search in searches {
            #expect(throws: Never.self, "\(search)") { try SearchParser.expression(search) }
        }
    }

    @Test("Every selector that the document shows is one")
    func selectors() throws {
        let selectors = try lines(ofBlocks: "selector")
        #expect(selectors.count >= 4)
        for selector in selectors {
            #expect(throws: Never.self, "\(selector)") { try LabelSelector.expression(selector) }
        }
    }
}

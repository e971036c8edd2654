import Foundation
import HyperFleetService
import TestSupport
import Testing

@testable import HyperFleetPostgresStore

@Suite("docs/database.md", .serialized)
struct DatabaseDocumentTests {
    private func document() throws -> String {
        try String(contentsOf: RepositoryRoot.url.appendingPathComponent("docs/database.md"), encoding: .utf8)
    }

    @Test("Every table, column, index and trigger is named")
    func namesEverything() throws {
        let text = try document()
        for table in DeclaredSchema.current.tables {
            let names =
                [table.name] + table.columns.map(\.name) + table.indexes.map(\.name) + table.triggers.map(\.name)
            for name in names { #expect(text.contains("`\(name)`"), "\(table.name): \(name)") }
        }
    }

    @Test("The questions for psql have answers")
    func questionsRun() async throws {
        let blocks = try document().components(separatedBy: "```sql\n").dropFirst()
            .map { String($0.prefix { $0 != "`" }) }
        #expect(blocks.count == 2)
        try await StoreFixture.with { fixture in
            _ = try await fixture.store.insert(Sample.cluster("demo", labels: ["env": "prod"]))
            for block in blocks { _ = try fixture.test.execute(block) }
            #expect(try fixture.test.execute(blocks[0]).hasPrefix("0|0"))
        }
    }
}

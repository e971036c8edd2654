import Foundation
import JSONModel
import TestSupport
import Testing

@testable import JSONSchema

/// The public suite's cases of each format, with the format checked.
@Suite(.oneAtATime) struct FormatSuiteTests {
    private static let files: [URL] = {
        guard let folder = Conformance.item("json-schema/draft2020-12/optional/format") else { return [] }
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }()

    @Test(arguments: files) func answers(file: URL) throws {
        guard case .array(let groups) = try JSONParser.parse(Array(Data(contentsOf: file)), limits: .document) else {
            Issue.record("\(file.lastPathComponent) is no array")
            return
        }
        for group in groups {
            guard case .string(let name)? = group["schema"]?["format"], case .array(let tests)? = group["tests"] else {
                Issue.record("\(file.lastPathComponent): a group without a format or tests")
                continue
            }
            #expect(!tests.isEmpty)
            for test in tests {
                let data = try #require(test["data"])
                let isAccepted = Format(rawValue: name)?.accepts(data) ?? true
                #expect(isAccepted == (test["valid"] == .bool(true)), "\(name): \(test)")
            }
        }
    }
}

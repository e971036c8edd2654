import Foundation
import Testing

@Suite("Examples in the documentation")
struct ExampleTests {
    /// The rooms whose documentation users read.
    private static let rooms = ["HyperFleetClient", "HyperFleetTesting", "RPCCore"]
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("Every example in a doc comment and in the guide stands in this folder too, and so compiles")
    func examplesCompile() throws {
        let compiled = try Self.files(below: "Tests/Examples").map { Self.normalised($0.text) }
        var count = 0
        for room in Self.rooms {
            for file in try Self.files(below: "Sources/\(room)") {
                for example in Self.examples(in: file.text) {
                    count += 1
                    let stands = compiled.contains { $0.contains(Self.normalised(example)) }
                    #expect(stands, "\(file.name) has an example that is not compiled:\n\(example)")
                }
            }
        }
        for page in ["docs/client.md", "docs/api-resources.md"] {
            for example in Self.examples(in: try Self.page(page), prefix: "") {
                count += 1
                let stands = compiled.contains { $0.contains(Self.normalised(example)) }
                #expect(stands, "\(page) has an example that is not compiled:\n\(example)")
            }
        }
        #expect(count >= 20, "the scan found too few examples to mean anything")
    }

    /// The code between ```` ```swift ```` and ```` ``` ```` of every line that begins with `prefix`.
    private static func examples(in text: String, prefix: String = "///") -> [String] {
        var examples: [String] = []
        var open: [String]?
        for line in text.components(separatedBy: "\n") {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            guard trimmed.hasPrefix(prefix) else { continue }
            let content = trimmed.dropFirst(prefix.count).trimmingCharacters(in: .whitespaces)
            if content == "```swift" {
                open = []
            } else if content == "```", let lines = open {
                examples.append(lines.joined(separator: "\n"))
                open = nil
            } else {
                open?.append(content)
            }
        }
        return examples
    }

    /// Lines without their indentation, empty ones left out: where an example stands is not what is compared.
    private static func normalised(_ text: String) -> String {
        text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func page(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private static func files(below folder: String) throws -> [(name: String, text: String)] {
        let base = root.appendingPathComponent(folder)
        let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            (name, try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8))
        }
    }
}

import Foundation
import Testing

@Suite("Documents")
struct DocumentTests {
    @Test("Every clause of the protocol is named by a test, and every clause a test names exists")
    func clausesAreTested() throws {
        let document = try SourceTree.text("docs/protocol.md")
        let clauses = Set(document.matches(of: /\*\*P-(\d+)\*\*/).compactMap { Int($0.1) })
        let named = Set(
            SourceTree.tests.filter { $0.target.hasPrefix("RPC") }.flatMap { file in
                file.lines.flatMap { $0.matches(of: /\bP-(\d+)\b/).compactMap { Int($0.1) } }
            })
        #expect(!clauses.isEmpty)
        #expect(clauses.subtracting(named).isEmpty, "no test names \(clauses.subtracting(named).sorted())")
        #expect(named.subtracting(clauses).isEmpty, "no such clause: \(named.subtracting(clauses).sorted())")
    }

    @Test("The clauses of each section of the protocol stand in the order of their numbers, each once")
    func clausesAreInOrder() throws {
        var section = ""
        var last = 0
        var seen: Set<Int> = []
        for line in try SourceTree.text("docs/protocol.md").split(separator: "\n") {
            if line.hasPrefix("## ") {
                section = String(line)
                last = 0
            }
            guard let match = line.prefixMatch(of: #/\*\*P-(\d+)\*\* /#), let number = Int(match.1) else { continue }
            #expect(number > last, "P-\(number) stands behind P-\(last) in \(section)")
            #expect(seen.insert(number).inserted, "P-\(number) stands twice")
            last = number
        }
        #expect(seen.count > 70)
    }

    @Test("Every test that the protocol's document names exists")
    func namedTestsExist() throws {
        let document = try SourceTree.text("docs/protocol.md")
        let named = document.matches(of: /`(\w+Tests)\.(\w+)`/).map { (file: String($0.1), function: String($0.2)) }
        #expect(named.count > 20)
        for test in named {
            let isThere = SourceTree.tests.contains { file in
                file.path.hasSuffix("/\(test.file).swift")
                    && file.lines.contains { $0.contains("func \(test.function)(") }
            }
            #expect(isThere, "\(test.file).\(test.function)")
        }
    }

    @Test("Links between documents lead somewhere")
    func linksLeadSomewhere() throws {
        let documents = SourceTree.paths(below: "docs") { $0.hasSuffix(".md") } + ["README.md"]
        var broken: [String] = []
        for path in documents {
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            for match in try SourceTree.text(path).matches(of: /\]\(([^)#\s]+)(?:#[^)]*)?\)/) {
                let target = String(match.1)
                if target.contains("://") || target.hasPrefix("mailto:") { continue }
                let full = SourceTree.root.appendingPathComponent(folder).appendingPathComponent(target)
                if !FileManager.default.fileExists(atPath: full.path) { broken.append("\(path): \(target)") }
            }
        }
        #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    }

    @Test("The README stays short")
    func readmeIsShort() throws {
        let lineEnds = try SourceTree.text("README.md").utf8.count { $0 == UInt8(ascii: "\n") }
        #expect(lineEnds < 120)
    }

    @Test("The top level holds what was agreed and no more")
    func topLevelIsFixed() throws {
        let agreed: Set<String> = [
            "Package.swift", "Package.resolved", "Sources", "Tests", "proto", "docs", "Makefile", "README.md",
        ]
        let found = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.path)
            .filter { !$0.hasPrefix(".") }
        #expect(Set(found).subtracting(agreed).isEmpty)
    }
}

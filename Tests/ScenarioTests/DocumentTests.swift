import Foundation
import Testing

/// What the documents say of hfctl, against hfctl itself.
@Suite("Documents of hfctl")
struct DocumentTests {
    @Test(
        "Every hfctl command line in the documents is one that hfctl knows",
        arguments: ["README.md", "docs/hfctl.md", "docs/security.md"])
    func commandsExist(_ document: String) async throws {
        let lines = try Self.commandLines(document)
        #expect(!lines.isEmpty)
        var helps: [String: String] = [:]
        for words in lines {
            let command = words.prefix { !$0.hasPrefix("-") }.prefix(2).filter { Self.isWord($0) }
            let name = command.joined(separator: " ")
            if helps[name] == nil {
                let run = try await ProgramRun.run("hfctl", command + ["--help"])
                #expect(run.exitCode == 0, "hfctl \(name): \(run.errors)")
                helps[name] = run.output
            }
            for option in words where option.hasPrefix("-") && option != "-" {
                let known = helps[name]?.split { " ,\n[".contains($0) } ?? []
                #expect(known.contains(Substring(option)), "hfctl \(name) has no \(option)")
            }
        }
    }

    @Test("The table of exit codes is the one in the code, both ways")
    func exitCodes() throws {
        let source = try Repository.text("Sources/hfctl/Failures/ExitCode.swift")
        let inCode = Set(source.matches(of: /case \w+ = (\d+)/).compactMap { Int($0.1) })
        let document = try Repository.text("docs/hfctl.md")
        let inDocument = Set(document.matches(of: /(?m)^\| (\d+) \|/).compactMap { Int($0.1) })
        #expect(!inCode.isEmpty)
        #expect(inCode == inDocument)
    }

    @Test("Every command has an entry in docs/hfctl.md, and every entry a command")
    func entries() async throws {
        let document = try Repository.text("docs/hfctl.md")
        let entries = Set(document.matches(of: /(?m)^### hfctl ([a-z -]+)$/).map { String($0.1) })
        #expect(entries == Set(try await Self.leaves(of: [])))
    }

    /// The commands below `command` that have no subcommands, by hfctl's own help.
    private static func leaves(of command: [String]) async throws -> [String] {
        let help = try await ProgramRun.run("hfctl", command + ["--help"]).output
        guard let section = help.split(separator: "SUBCOMMANDS:").dropFirst().first else {
            return [command.joined(separator: " ")]
        }
        var found: [String] = []
        for match in section.matches(of: /(?m)^  ([a-z-]+)/) where match.1 != "help" {
            found += try await leaves(of: command + [String(match.1)])
        }
        return found
    }

    /// The words behind `hfctl` of each command line in the shell blocks of a document.
    private static func commandLines(_ document: String) throws -> [[String]] {
        let lines = try Repository.shellBlocks(document).joined().replacing("\\\n", with: " ").split(separator: "\n")
        return lines.compactMap { line in
            guard let match = line.firstMatch(of: /(?:^\s*|[;|] *|do )(?:\$ )?hfctl ([^|;>]*)/) else { return nil }
            return match.1.split(separator: " ").map(String.init)
        }
    }

    private static func isWord(_ text: String) -> Bool {
        text.allSatisfy { $0 == "-" || $0.isLowercase && $0.isASCII }
    }
}

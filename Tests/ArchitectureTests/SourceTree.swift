import Foundation

/// One Swift file of the project, with what the rules ask of it.
struct SourceFile: Sendable {
    /// From the repository's root: `Sources/RPCCore/Router.swift`.
    let path: String
    let lines: [String]
    /// The lines with comments removed and string literals emptied, so that words in them do not count as code.
    let code: [String]

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    /// The folder below Sources or Tests.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// `path:line: text` of each line of code that `matches`.
    func findings(where matches: (String) -> Bool) -> [String] {
        code.enumerated().filter { matches($0.element) }
            .map { "\(path):\($0.offset + 1): \(lines[$0.offset].trimmingCharacters(in: .whitespaces))" }
    }
}

/// The files of the repository, read once.
enum SourceTree {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources = swiftFiles(below: "Sources")
    static let tests = swiftFiles(below: "Tests")

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Paths from the root of all files below `folder` for which `wanted` holds, sorted.
    static func paths(below folder: String, where wanted: (String) -> Bool) -> [String] {
        let base = root.appendingPathComponent(folder).resolvingSymlinksInPath()
        let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return names.filter(wanted).map { "\(folder)/\($0)" }.sorted()
    }

    private static func swiftFiles(below folder: String) -> [SourceFile] {
        paths(below: folder) { $0.hasSuffix(".swift") && !$0.contains(".build") }.map { path in
            let text = (try? text(path)) ?? ""
            let lines = text.components(separatedBy: "\n")
            return SourceFile(path: path, lines: lines, code: CodeOnly.lines(text))
        }
    }
}

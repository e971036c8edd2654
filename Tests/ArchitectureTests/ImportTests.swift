import Foundation
import Testing

@Suite("Imports")
struct ImportTests {
    @Test("Every import is one that the room table names")
    func importsFollowTheTable() {
        var offences: [String] = []
        for file in SourceTree.sources {
            guard let allowed = RoomTable.rooms[file.target] else {
                offences.append("\(file.path): its folder is no room")
                continue
            }
            for module in imports(of: file) where !allowed.union(RoomTable.everywhere).contains(module.name) {
                offences.append("\(file.path):\(module.line): \(file.target) may not import \(module.name)")
            }
        }
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
        #expect(SourceTree.sources.count > 100, "the scan found too few files to mean anything")
    }

    @Test("Every import says its access level")
    func importsHaveAccessLevels() {
        let offences = SourceTree.sources.flatMap { file in
            file.findings { line in
                line.range(of: #"^\s*(@\w+\s+)*import\s"#, options: .regularExpression) != nil
            }
        }
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test("The C rooms include only what is theirs")
    func includesFollowTheTable() throws {
        var offences: [String] = []
        for (room, allowed) in RoomTable.includes {
            let files = SourceTree.paths(below: "Sources/\(room)") { $0.hasSuffix(".c") || $0.hasSuffix(".h") }
            #expect(!files.isEmpty, "\(room) has no files")
            for path in files {
                for line in try SourceTree.text(path).components(separatedBy: "\n") {
                    guard let header = line.firstMatch(of: /^\s*#\s*include\s+[<"]([^>"]+)[>"]/)?.1 else { continue }
                    if !allowed.contains(where: { header.hasPrefix($0) }) { offences.append("\(path): \(header)") }
                }
            }
        }
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test("The manifest's rooms are the table's")
    func manifestFollowsTheTable() throws {
        let manifest = try SourceTree.text("Package.swift")
        let declared = Set(manifest.matches(of: /\b(?:room|program)\(\s*"([\w-]+)"/).map { String($0.1) })
        let rooms = Set(RoomTable.rooms.keys)
        #expect(declared.subtracting(rooms).isEmpty, "not in the room table: \(declared.subtracting(rooms))")
        #expect(rooms.subtracting(declared).isEmpty, "not in Package.swift: \(rooms.subtracting(declared))")
    }

    private func imports(of file: SourceFile) -> [(name: String, line: Int)] {
        file.code.enumerated().compactMap { offset, line in
            guard
                let match = line.firstMatch(
                    of:
                        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
                )
            else { return nil }
            return (String(match.1), offset + 1)
        }
    }
}

import Foundation
import Testing

@Suite("Style")
struct StyleTests {
    /// A word of code that must not appear, and where it may after all.
    struct Ban: Sendable, CustomTestStringConvertible {
        let pattern: String
        let why: String
        let except: [String]
        var testDescription: String { pattern }

        init(_ pattern: String, _ why: String, except: [String] = []) {
            self.pattern = pattern
            self.why = why
            self.except = except
        }
    }

    static let bans: [Ban] = [
        Ban(
            #"\bTask(\.(immediate|detached|immediateDetached))?\s*(\(|\{)"#,
            "calls are tasks of one file; everything below them is structured",
            except: ["Sources/RPCTransport/CallTask.swift"]),
        Ban(#"\btry!"#, "a failure must be handled"),
        Ban(#"\bas!"#, "a cast that may fail must be handled"),
        Ban(
            #"(^|[^.\w])print\("#, "output has one door",
            except: [
                "Sources/hfctl/Terminal.swift", "Sources/hfbench/Terminal.swift",
                "Sources/hyperfleet-api/Terminal.swift", "Sources/jsonschema-harness/Terminal.swift",
            ]),
        Ban(#"\bfatalError\("#, "nothing that a peer sends may stop the process"),
        Ban(#"\bunescaped:"#, "raw SQL text belongs to the store", except: ["Sources/HyperFleetPostgresStore/"]),
        Ban(
            #"@inlinable|@inline\(__always\)"#, "inlining by hand needs a benchmark",
            // Measured by `hfbench validate`.
            except: [
                "Sources/JSONModel/JSONPart.swift", "Sources/JSONModel/JSONParts.swift",
                "Sources/JSONModel/JSONTape.swift",
            ]),
        Ban(#"\bNSLock\b|DispatchQueue|DispatchSemaphore"#, "state is kept in a Mutex"),
    ]

    @Test("Banned words are not used", arguments: bans)
    func bannedWords(_ ban: Ban) throws {
        let expression = try Regex(ban.pattern)
        let offences = SourceTree.sources
            .filter { file in !ban.except.contains { file.path.hasPrefix($0) } }
            .flatMap { $0.findings { line in line.contains(expression) } }
        #expect(offences.isEmpty, "\(ban.why):\n\(offences.joined(separator: "\n"))")
    }

    @Test("State machines list every case")
    func machinesHaveNoDefault() {
        let machines = SourceTree.sources.filter { $0.name.contains("StateMachine") }
        let offences = machines.flatMap {
            $0.findings { $0.trimmingCharacters(in: .whitespaces).hasPrefix("default:") }
        }
        #expect(!machines.isEmpty)
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test("The wire room does no I/O, reads no clock and waits for nothing")
    func wireIsPure() throws {
        let words = try Regex(
            #"\basync\b|\bawait\b|\bChannel\b|\bEventLoop\b|\bPromise\b|EventLoopPromise|NIODeadline\.now|Clock\(\)|Clock\.now"#
        )
        let offences = SourceTree.sources.filter { $0.target == "RPCWire" }
            .flatMap { $0.findings { $0.contains(words) } }
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test("State machines of the wire hold no closure")
    func wireMachinesHoldNoClosure() {
        let offences = SourceTree.sources
            .filter { $0.target == "RPCWire" && $0.name.contains("StateMachine") }
            .flatMap {
                $0.findings { line in
                    line.range(of: #"\b(let|var)\s+\w+\s*:\s*[^={]*->"#, options: .regularExpression) != nil
                }
            }
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test("SQL stands in the store alone")
    func sqlStandsInTheStore() throws {
        let statement = try Regex(
            #"\b(SELECT\s+[\w*(]|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|UNIQUE|TRIGGER|FUNCTION))"#
        )
        var offences: [String] = []
        for file in SourceTree.sources where file.target != "HyperFleetPostgresStore" {
            for literal in CodeOnly.literals(file.lines.joined(separator: "\n"))
            where literal.text.contains(statement) {
                offences.append("\(file.path):\(literal.line)")
            }
        }
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test("No type is named as its module")
    func noTypeNamedAsItsModule() {
        let offences = SourceTree.sources.flatMap { file in
            file.findings { line in
                line.range(
                    of: #"\b(struct|class|enum|actor|protocol|typealias)\s+\#(file.target)\b"#,
                    options: .regularExpression) != nil
            }
        }
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test("Unchecked promises to the compiler give their reason")
    func uncheckedHasAReason() {
        var offences: [String] = []
        for file in SourceTree.sources {
            for (offset, line) in file.code.enumerated()
            where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
                let before = file.lines[max(0, offset - 8)...offset]
                if !before.contains(where: { $0.contains("//") }) { offences.append("\(file.path):\(offset + 1)") }
            }
        }
        #expect(offences.isEmpty, "a comment must say why it holds:\n\(offences.joined(separator: "\n"))")
    }

    @Test("Only what the client library shows is public, and it is documented")
    func publicStandsInPublicRooms() {
        let declaration = #"^\s*(@\w+(\([^)]*\))?\s+)*public\s+(?!import)"#
        var offences: [String] = []
        for file in SourceTree.sources {
            let found = file.findings { $0.range(of: declaration, options: .regularExpression) != nil }
            if !RoomTable.productRooms.contains(file.target) { offences += found }
        }
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test("No unfinished marks")
    func noUnfinishedMarks() {
        let marks = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
        var offences: [String] = []
        for file in SourceTree.sources + SourceTree.tests {
            for (offset, line) in file.lines.enumerated() where marks.contains(where: { line.contains($0) }) {
                offences.append("\(file.path):\(offset + 1): \(line)")
            }
        }
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test("The longest files and functions are looked at")
    func sizesAreLookedAt() {
        let files = SourceTree.sources.map { ($0.lines.count, $0.path) }.sorted { $0.0 > $1.0 }.prefix(5)
        let functions = SourceTree.sources.flatMap(FunctionLengths.of).sorted { $0.length > $1.length }.prefix(5)
        print("longest files: " + files.map { "\($0.1) (\($0.0))" }.joined(separator: ", "))
        print("longest functions: " + functions.map { "\($0.place) (\($0.length))" }.joined(separator: ", "))
        #expect(files.first?.0 ?? 0 < 1000, "a file of a thousand lines holds more than one idea")
    }
}

import Foundation
import RPCTransport
import Testing

@Suite("Values made from files")
struct FileBackedTests {
    /// The file's text; `bad` is no value.
    private static func backed(_ path: String) -> FileBacked<String> {
        FileBacked([path]) { () throws(FileProblem) in
            let text = String(decoding: try FileBytes.read(path, what: "the file"), as: UTF8.self)
            guard text != "bad" else { throw FileProblem("bad") }
            return text
        }
    }

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    @Test("A file is read when it has changed, and only then")
    func changes() async throws {
        try await withFolder { folder in
            let path = "\(folder)/f"
            let file = Self.backed(path)
            #expect(file.value == nil)
            try Self.write("one", to: path)
            guard case .renewed("one") = file.look() else { return #expect(Bool(false), "not read") }
            guard case .unchanged = file.look() else { return #expect(Bool(false), "read again") }
            try Self.write("two", to: path)
            #expect(file.value == "one")
            #expect(try file.latest() == "two")
        }
    }

    @Test("What cannot be used leaves the last good value, and is told once")
    func failures() async throws {
        try await withFolder { folder in
            let path = "\(folder)/f"
            let file = Self.backed(path)
            #expect(throws: FileProblem.self) { try file.latest() }
            // Told again as long as there was no good value.
            #expect(throws: FileProblem("the file \(path) cannot be read: No such file or directory")) {
                try file.latest()
            }
            try Self.write("one", to: path)
            #expect(try file.latest() == "one")
            try Self.write("bad", to: path)
            guard case .failed = file.look() else { return #expect(Bool(false), "taken") }
            guard case .unchanged = file.look() else { return #expect(Bool(false), "told twice") }
            #expect(try file.latest() == "one")
            try Self.write("three", to: path)
            #expect(try file.latest() == "three")
        }
    }

    @Test("A value is handed out without a look as long as the last one is recent")
    func recent() async throws {
        try await withFolder { folder in
            let path = "\(folder)/f"
            let file = Self.backed(path)
            #expect(file.value(lookedAtWithin: .seconds(60)) == nil)
            try Self.write("one", to: path)
            _ = await file.lookAside()
            #expect(file.value(lookedAtWithin: .seconds(60)) == "one")
            #expect(file.value(lookedAtWithin: .zero) == nil)
        }
    }

    @Test("A file that is too long is refused by name")
    func tooLong() async throws {
        try await withFolder { folder in
            let path = "\(folder)/f"
            try Self.write(String(repeating: "x", count: 100_000), to: path)
            #expect(try FileBytes.read(path, what: "the file", maximum: 100_000).count == 100_000)
            #expect(throws: FileProblem("the file \(path) is longer than 99999 bytes")) {
                try FileBytes.read(path, what: "the file", maximum: 99_999)
            }
        }
    }
}

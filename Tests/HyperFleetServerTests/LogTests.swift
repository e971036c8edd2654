import Foundation
import Glibc
import Logging
import Testing

@testable import HyperFleetServer

@Suite("Log")
struct LogTests {
    /// Runs `body` with a logger that writes into a pipe, and answers the lines that came out.
    private func lines(
        format: LogFormat, level: Logger.Level = .trace, _ body: (Logger) -> Void
    ) throws -> [String] {
        let pipe = Pipe()
        let sink = LogSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let logger = Logger(label: "test") { label in
            ServerLogHandler(label: label, level: level, format: format, sink: sink)
        }
        body(logger)
        try pipe.fileHandleForWriting.close()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("A JSON line is one object with the stable names, in UTC")
    func jsonLine() throws {
        let lines = try lines(format: .json) { logger in
            logger.warning("a \"quoted\" one", metadata: ["method": "Get", "level": "mine"])
        }
        let line = try #require(lines.first)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
        #expect(lines.count == 1)
        #expect(object["level"] == "warning")
        #expect(object["level_"] == "mine")
        #expect(object["message"] == "a \"quoted\" one")
        #expect(object["component"] == "hyperfleet-api")
        #expect(object["version"] == ServerVersion.current)
        #expect(object["method"] == "Get")
        #expect(object["timestamp"]?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/) != nil)
    }

    @Test("Nothing in a value can forge a line or move the cursor", arguments: [LogFormat.json, .text])
    func controlsAreEscaped(format: LogFormat) throws {
        let nasty = "a\nb\r\u{1B}[31mred\u{0}\u{7F}\u{85}\u{2028}\u{202E}"
        let lines = try lines(format: format) { logger in
            logger.info("\(nasty)", metadata: ["value": "\(nasty)", "name\n": "x"])
        }
        #expect(lines.count == 1)
        for scalar in try #require(lines.first).unicodeScalars {
            #expect(!LogEscape.mustEscape(scalar), "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test("A line's length is bounded")
    func lengthIsBounded() throws {
        let long = String(repeating: "é", count: 100_000)
        let lines = try lines(format: .json) { logger in
            var metadata: Logger.Metadata = [:]
            for number in 0..<200 { metadata["name\(number)"] = "\(long.prefix(2_000))" }
            logger.info("\(long)", metadata: metadata)
        }
        let line = try #require(lines.first)
        #expect(line.utf8.count < 40_000)
        #expect(line.contains("\"omitted\":\"176\""))
    }

    @Test("Text lines quote what needs it")
    func textLine() throws {
        let lines = try lines(format: .text) { logger in
            logger.info("serving", metadata: ["address": "127.0.0.1:1", "why": "two words", "none": ""])
        }
        #expect(try #require(lines.first).hasSuffix(#" info    serving address=127.0.0.1:1 none="" why="two words""#))
    }

    @Test("Lines below the level are not written")
    func levels() throws {
        let lines = try lines(format: .text, level: .warning) { logger in
            logger.notice("no")
            logger.error("yes")
        }
        #expect(lines.count == 1)
    }

    @Test("A reader that has stopped costs a line at most, and what was lost is counted")
    func stuckReader() throws {
        let pipe = Pipe()
        let sink = LogSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let line = String(repeating: "x", count: 1_023)
        let begun = ContinuousClock.now
        for _ in 0..<1_000 { sink.write { _ in line } }
        #expect(begun.duration(to: .now) < .seconds(5))
        // A pipe takes 64 KiB; once it is read, the next line says what is missing.
        _ = pipe.fileHandleForReading.availableData
        var told = 0
        sink.write { lost in
            told = lost
            return "after"
        }
        #expect(told > 900)
        var toldAgain = -1
        sink.write { lost in
            toldAgain = lost
            return "again"
        }
        #expect(toldAgain == 0)
    }
}

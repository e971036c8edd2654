internal import Foundation
internal import Glibc

/// Small things about folders.
enum Folder {
    static func parent(of path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        return "/" + parts.joined(separator: "/")
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    static func isEmpty(_ path: String) -> Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty ?? true
    }

    static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw PrivatePostgresError("the folder \(path) cannot be made: \(error.localizedDescription)")
        }
    }

    static func remove(_ path: String) throws {
        guard exists(path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw PrivatePostgresError("the folder \(path) cannot be removed: \(error.localizedDescription)")
        }
    }

    /// A text file's content; nil when it cannot be read.
    static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The last lines of a log, for an error message.
    static func lastLines(_ path: String, count: Int = 8) -> String {
        let lines = (text(path) ?? "").split(separator: "\n")
        return lines.suffix(count).joined(separator: "\n")
    }

    /// A new folder below `base`, with a name of its own.
    static func makeTemporary(below base: String, prefix: String) throws -> String {
        let freeLetters = String(repeating: "X", count: 6)
        var template = Array("\(base)/\(prefix)\(freeLetters)".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw PrivatePostgresError("no folder can be made below \(base): \(lastError())")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

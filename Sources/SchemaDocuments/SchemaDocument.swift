internal import Foundation
package import JSONModel

/// A YAML or JSON file as the JSON that it stands for.
package struct SchemaDocument: Sendable {
    /// The file, as it was named.
    package let file: String
    /// What the file says.
    package let value: JSONValue
    /// The text of a YAML file, in which the lines of errors are looked up; nil for a JSON file.
    private let source: [UInt8]?

    /// Reads the file at `path`: JSON when its name ends in `.json` or it begins with a brace, else YAML.
    ///
    /// - Parameter limits: how large and deep it may be; 8 MiB and 256 levels if nothing is said.
    /// - Throws: one sentence when it is missing, unreadable, too large or malformed.
    package static func load(path: String, limits: JSONLimits = .document) throws(SchemaLoadError) -> SchemaDocument {
        try parse(bytes(of: path, limits: limits), file: path, limits: limits)
    }

    /// Reads a text as `load` reads a file of that name.
    ///
    /// - Throws: one sentence when it is malformed or past the limits.
    package static func parse(
        _ bytes: [UInt8], file: String, limits: JSONLimits = .document
    ) throws(SchemaLoadError) -> SchemaDocument {
        let firstByte = bytes.first { !$0.isSpace }
        guard firstByte != nil else { throw SchemaLoadError(file: file, message: "the file is empty") }
        if file.hasSuffix(".json") || firstByte == UInt8(ascii: "{") {
            return try parseJSON(bytes, file: file, limits: limits)
        }
        var reader = YAMLReader(file: file, limits: limits)
        let value = try reader.read(bytes)
        return SchemaDocument(file: file, value: value, source: bytes)
    }

    private static func parseJSON(
        _ bytes: [UInt8], file: String, limits: JSONLimits
    ) throws(SchemaLoadError) -> SchemaDocument {
        do throws(JSONParseError) {
            return SchemaDocument(file: file, value: try JSONParser.parse(bytes, limits: limits), source: nil)
        } catch {
            throw SchemaLoadError(
                file: file, line: error.line, pointer: JSONPointer(parsing: error.pointer) ?? .root,
                message: "the file is no valid JSON: \(error.message), in column \(error.column)")
        }
    }

    private static func bytes(of path: String, limits: JSONLimits) throws(SchemaLoadError) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw SchemaLoadError(file: path, message: "there is no such file")
        }
        guard !isFolder.boolValue else { throw SchemaLoadError(file: path, message: "this is a folder, not a file") }
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            let data = try handle.read(upToCount: limits.maxBytes + 1) ?? Data()
            guard data.count <= limits.maxBytes else {
                throw SchemaLoadError(file: path, message: "the file has more than \(limits.maxBytes) bytes")
            }
            return Array(data)
        } catch let error as SchemaLoadError {
            throw error
        } catch {
            throw SchemaLoadError(file: path, message: "the file cannot be read: \(error.localizedDescription)")
        }
    }

    /// An error at a place of the document, with the line of the place or of the nearest one around it.
    package func error(at pointer: JSONPointer, _ message: String) -> SchemaLoadError {
        let line = source.flatMap { YAMLReader.line(of: pointer, in: $0) }
        return SchemaLoadError(file: file, line: line, pointer: pointer, message: message)
    }
}

extension UInt8 {
    fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0a || self == 0x0d }
}

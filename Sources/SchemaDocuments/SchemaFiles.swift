internal import Foundation
internal import JSONModel

/// A schema file and all files beneath its folder that it refers to, directly or by way of others.
///
/// Nothing outside of the folder is read, by whatever way a path leads there, and nothing is fetched.
package struct SchemaFiles: Sendable {
    /// The most files that one schema may have.
    package static let maximumFiles = 256

    /// The file that was named.
    package let main: SchemaDocument
    /// The others, by their paths below the folder.
    package let others: [String: SchemaDocument]

    /// Reads them all.
    ///
    /// - Throws: one sentence, with the place of the reference, when a file is missing, malformed or out of bounds.
    package static func load(path: String) throws(SchemaLoadError) -> SchemaFiles {
        let main = try SchemaDocument.load(path: path)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().resolvingSymlinksInPath().path
        var others: [String: SchemaDocument] = [:]
        var waiting = [(main, "")]
        while let (document, name) = waiting.popLast() {
            for (text, pointer) in SchemaReferences.list(in: document.value) {
                guard let target = FileReference(text, from: name), !target.path.isEmpty, others[target.path] == nil
                else { continue }
                guard others.count + 1 < maximumFiles else {
                    throw document.error(at: pointer, "the schema has more than \(maximumFiles) files")
                }
                let other = try read(target, in: folder, for: document, pointer)
                others[target.path] = other
                waiting.append((other, target.path))
            }
        }
        return SchemaFiles(main: main, others: others)
    }

    /// All files that were read, as they were named or found.
    package var paths: [String] { [main.file] + others.values.map(\.file).sorted() }

    /// The document of this path below the folder; the main one for an empty path.
    func document(at path: String) -> SchemaDocument { others[path] ?? main }

    /// The URI of the folder, with a slash at its end.
    private var folderURI: String {
        URL(fileURLWithPath: main.file).deletingLastPathComponent().resolvingSymlinksInPath().absoluteString
    }

    /// What a compiler knows the main document by.
    var mainURI: String {
        folderURI + (URL(fileURLWithPath: main.file).absoluteString.split(separator: "/").last ?? "")
    }

    /// The other documents by their URIs.
    var othersByURI: [String: JSONValue] {
        let folder = folderURI
        return Dictionary(others.map { (folder + $0.key, $0.value.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The document that a compiler knows by this URI.
    func document(named uri: String) -> SchemaDocument { document(at: String(uri.dropFirst(folderURI.count))) }

    private static func read(
        _ target: FileReference, in folder: String, for document: SchemaDocument, _ pointer: JSONPointer
    ) throws(SchemaLoadError) -> SchemaDocument {
        guard !target.leadsOut else {
            throw document.error(at: pointer, "the reference '\(target.text)' leads out of the schema's folder")
        }
        let file = URL(fileURLWithPath: folder).appendingPathComponent(target.path).resolvingSymlinksInPath()
        guard file.path.hasPrefix(folder == "/" ? folder : folder + "/") else {
            throw document.error(at: pointer, "the reference '\(target.text)' leads out of the schema's folder")
        }
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw document.error(at: pointer, "the reference '\(target.text)' leads to a file that is not there")
        }
        return try SchemaDocument.load(path: file.path)
    }
}

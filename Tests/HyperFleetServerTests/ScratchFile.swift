import Foundation

/// A file or folder in a scratch folder of its own, removed with the object.
final class ScratchFile: Sendable {
    private let folder: URL
    let path: String

    /// A file `name` that holds `text`.
    init(_ text: String, name: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("hf-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        path = file.path
    }

    /// A path in the same folder, where nothing is yet.
    func sibling(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}

internal import Foundation

/// The folder of a clone of this project: what private databases and development servers belong to.
package struct CloneFolder: Sendable, Hashable {
    /// Absolute, with symbolic links resolved.
    package let path: String

    package init(path: String) {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// The clone around the working directory, else the one that this program was built in, else the working
    /// directory itself.
    package static func found(
        workingDirectory: String = FileManager.default.currentDirectoryPath,
        executable: String? = Bundle.main.executablePath
    ) -> CloneFolder {
        let starts = [workingDirectory, executable].compactMap { $0 }
        for start in starts {
            if let path = firstClone(above: start) { return CloneFolder(path: path) }
        }
        return CloneFolder(path: workingDirectory)
    }

    /// What the clone keeps for itself, out of version control: `.local`.
    package var localFolder: String { path + "/.local" }

    /// Where a development server writes its addresses, for `hfctl` to find.
    package var addressFile: String { localFolder + "/server" }

    /// The provider schema that comes with the clone; nil where there is none.
    package var exampleSchema: String? {
        let file = path + "/docs/examples/provider.yaml"
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }

    /// Sixteen hexadecimal digits that are another for every clone on a machine (FNV-1a of the path).
    package var hash: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// Makes `.local` where it is missing.
    package func makeLocalFolder() throws(StartFailure) {
        do {
            try FileManager.default.createDirectory(atPath: localFolder, withIntermediateDirectories: true)
        } catch {
            throw StartFailure(
                .usage, "the folder \(localFolder) cannot be made: \(error.localizedDescription)")
        }
    }

    private static func firstClone(above start: String) -> String? {
        var folder = URL(fileURLWithPath: start).resolvingSymlinksInPath()
        while folder.path != "/" {
            let marks = ["Package.swift", "Sources/hyperfleet-api"]
            if marks.allSatisfy({ FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path) }) {
                return folder.path
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}

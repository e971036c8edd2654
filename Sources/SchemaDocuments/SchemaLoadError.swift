package import JSONModel

/// Why a schema file cannot be used, and where.
package struct SchemaLoadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, as it was named.
    package let file: String
    /// From 1; nil where it is not known.
    package let line: Int?
    /// The place in the document; the root when the file as a whole is wrong.
    package let pointer: JSONPointer
    /// What is wrong, in one sentence.
    package let message: String

    package init(file: String, line: Int? = nil, pointer: JSONPointer = .root, message: String) {
        self.file = file
        self.line = line
        self.pointer = pointer
        self.message = message
    }

    /// Whether both are about one place.
    func isAtPlace(of other: SchemaLoadError) -> Bool { file == other.file && pointer == other.pointer }

    /// File, line, message and place in one line.
    package var description: String {
        let start = line.map { "\(file):\($0)" } ?? file
        return pointer == .root ? "\(start): \(message)" : "\(start): \(message) (at \(pointer))"
    }
}

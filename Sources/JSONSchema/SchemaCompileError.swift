package import JSONModel

/// Why a schema cannot be used, and where in the document.
package struct SchemaCompileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The URI of the document that it stands in, as the compiler was given it.
    package internal(set) var document = ""
    /// The offending place in the document.
    package let pointer: JSONPointer
    /// The keyword that is malformed or not supported; nil when the schema as a whole is wrong.
    package let keyword: String?
    /// What is wrong, for people.
    package let message: String

    package init(pointer: JSONPointer, keyword: String?, message: String) {
        self.pointer = pointer
        self.keyword = keyword
        self.message = message
    }

    /// The place and the message in one line.
    package var description: String { "at '\(pointer)': \(message)" }
}

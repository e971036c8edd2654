/// Why a file cannot be used, in a sentence that names it.
package struct FileProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

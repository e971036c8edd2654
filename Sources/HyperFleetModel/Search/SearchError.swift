/// Why a text is no search: where it goes wrong, what stands there and what could.
package struct SearchError: Error, Sendable, Hashable {
    /// The place in the text, counted in characters (Unicode scalars) from 1.
    package let position: Int
    /// What stands there, or what is wrong with it.
    package let found: String
    /// What could stand there.
    package let expected: String

    package init(position: Int, found: String, expected: String) {
        self.position = position
        self.found = found
        self.expected = expected
    }

    /// `at character 8: found 'x', expected a value`
    package var message: String { "at character \(position): found \(found), expected \(expected)" }
}

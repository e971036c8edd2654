/// Why a PostgreSQL of our own could not be started or stopped: a sentence that says what to do.
package struct PrivatePostgresError: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// What a peer did that ends its connection: the code and the text of the GOAWAY frame that says so.
package struct WireViolation: Error, Sendable, Hashable {
    package var code: GoAwayCode
    /// What was wrong, for people; never holds bytes that the peer sent.
    package var message: String

    package init(_ code: GoAwayCode, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension WireViolation: CustomStringConvertible {
    package var description: String { "\(code): \(message)" }
}

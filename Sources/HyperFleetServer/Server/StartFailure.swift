/// Why a server or a command could not start its work, in a sentence that says what to do about it.
package struct StartFailure: Error, Sendable, CustomStringConvertible {
    /// What kind of thing is in the way; decides the exit code.
    package enum Kind: Sendable, Hashable {
        /// What the caller gave cannot be used.
        case usage
        /// The provider schema is missing or broken.
        case providerSchema
        /// A spec that is no document, or a kind that is none.
        case spec
        /// What was asked to be up to date is not.
        case differences
        /// The database's tables are missing or older than this program needs.
        case databaseSchema
        /// An address or a folder is in use by somebody else.
        case inUse
        /// The database is away.
        case databaseAway
        /// A defect, or something of the machine.
        case other
    }

    package let kind: Kind
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { message }
}

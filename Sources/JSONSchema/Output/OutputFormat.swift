/// How much an output says (JSON Schema 2020-12, section 12.4).
package enum OutputFormat: String, Sendable, CaseIterable {
    /// Valid or not.
    case flag
    /// Every error, in one list.
    case basic
    /// The errors in a tree, by the way that validation took through the schema.
    case detailed
}

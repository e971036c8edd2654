/// How a schema is to be read where its dialect leaves a choice.
package struct SchemaOptions: Sendable {
    /// Which way the values go that are checked.
    package enum Direction: Sendable {
        /// To the server: members that are `readOnly` need not be there.
        case request
        /// From the server: members that are `writeOnly` need not be there.
        case response
    }

    /// Whether patterns may have look-around and back-references, which no linear time suffices for: they are matched
    /// by trying ways then, as long as a validation's work lasts. Else they are refused.
    package var allowsBacktracking: Bool
    /// Whether `format` is checked; nil for what the dialect and `$schema` say.
    package var assertsFormat: Bool?
    /// What `required` means for members of one direction, in OpenAPI 3.0; nil where they are required both ways.
    package var direction: Direction?
    /// Whether a 3.0 schema that has keywords of later dialects is refused; else they are annotations, as the text of
    /// OpenAPI 3.0 has it, and their writer may never learn that they do not count.
    package var refusesLaterKeywords: Bool

    /// How much it may hold and how much checking a value may take.
    package var limits: SchemaLimits

    package init(
        allowsBacktracking: Bool = false, assertsFormat: Bool? = nil, direction: Direction? = .request,
        refusesLaterKeywords: Bool = true, limits: SchemaLimits = SchemaLimits()
    ) {
        self.allowsBacktracking = allowsBacktracking
        self.assertsFormat = assertsFormat
        self.direction = direction
        self.refusesLaterKeywords = refusesLaterKeywords
        self.limits = limits
    }
}

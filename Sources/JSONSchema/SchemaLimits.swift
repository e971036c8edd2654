/// How much one schema may hold and one validation may take.
package struct SchemaLimits: Sendable, Hashable {
    /// The deepest nesting that any limits can allow: validation takes stack for each schema.
    package static let deepestNesting = 1500

    /// The schemas that one compiled schema consists of: each place counts once, however often it is referred to.
    package var schemas = 100_000
    /// The values of all its `enum` and `const`.
    package var allowedValues = 250_000
    /// The states of all its patterns, with the entries of their tables: a table of the largest size is 65,536.
    package var patternStates = 20_000_000
    /// The steps of one validation: a schema applied is ten; a state of a pattern, a member, an item, a part of what
    /// `enum`, `const` and `uniqueItems` compare is one; a list of required names as many as it or the object has,
    /// whichever are more. Far above what the largest spec needs; recursive schemas with branches can ask for any number.
    package var work = 20_000_000
    /// How many schemas may be applied within each other; at most `deepestNesting`. A spec of 64 levels gets there with
    /// more than 20 schemas in a row at every level.
    package var nesting = Self.deepestNesting {
        didSet { nesting = min(nesting, Self.deepestNesting) }
    }

    /// The limits of a server.
    package init() {}
}

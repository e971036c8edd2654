package import JSONModel

/// Makes schemas of one document ready for validation.
///
/// It is strict, so that no rule of a schema is passed over in silence: a keyword that the dialect knows and that is
/// not checked here is refused by name, a malformed one is refused, references must lead to a schema of the same
/// document or of those given beside it. What the schema does not reach is not looked at.
package struct SchemaCompiler: Sendable {
    private let document: JSONValue
    private let dialect: SchemaDialect
    private let allowsBacktracking: Bool
    private let others: [String: JSONValue]
    private let assertsFormat: Bool?

    /// A compiler of the schemas within `document`, against whose root references are resolved.
    ///
    /// Patterns with look-around or back-references, which no linear time suffices for, are refused; where
    /// `allowsBacktracking` is true, they are matched by trying ways, as long as a validation's work lasts.
    ///
    /// - Parameters:
    ///   - others: documents that references may lead to, by their URIs without fragment; nothing is fetched.
    ///   - assertsFormat: whether `format` is checked; nil for what the dialect and `$schema` say.
    package init(
        document: JSONValue, dialect: SchemaDialect, allowsBacktracking: Bool = false,
        others: [String: JSONValue] = [:], assertsFormat: Bool? = nil
    ) {
        self.document = document
        self.dialect = dialect
        self.allowsBacktracking = allowsBacktracking
        self.others = others
        self.assertsFormat = assertsFormat
    }

    /// The schema at `pointer`, with all that it refers to.
    ///
    /// - Throws: the first thing wrong with it, with its place.
    package func compile(at pointer: JSONPointer) throws(SchemaCompileError) -> CompiledSchema {
        var builder = SchemaBuilder(
            dialect: dialect, allowsBacktracking: allowsBacktracking, callerAssertsFormat: assertsFormat)
        try builder.read(document, others, from: pointer)
        let root = try builder.build(from: pointer)
        return CompiledSchema(
            program: SchemaProgram(nodes: builder.nodes, dynamicTargets: builder.dynamicTargets), root: root)
    }
}

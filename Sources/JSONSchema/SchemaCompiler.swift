package import JSONModel

/// Makes schemas of one document ready for validation.
///
/// It is strict, so that no rule of a schema is passed over in silence: a keyword that the dialect knows and that is
/// not checked here is refused by name, a malformed one is refused, references must lead to a schema of the same
/// document. What the schema does not reach is not looked at.
package struct SchemaCompiler: Sendable {
    private let document: JSONValue
    private let dialect: SchemaDialect
    private let allowsBacktracking: Bool

    /// A compiler of the schemas within `document`, against whose root references are resolved.
    ///
    /// Patterns with look-around or back-references, which no linear time suffices for, are refused; where
    /// `allowsBacktracking` is true, they are matched by trying ways, as long as a validation's work lasts.
    package init(document: JSONValue, dialect: SchemaDialect, allowsBacktracking: Bool = false) {
        self.document = document
        self.dialect = dialect
        self.allowsBacktracking = allowsBacktracking
    }

    /// The schema at `pointer`, with all that it refers to.
    ///
    /// - Throws: the first thing wrong with it, with its place.
    package func compile(at pointer: JSONPointer) throws(SchemaCompileError) -> CompiledSchema {
        var builder = SchemaBuilder(
            document: document, dialect: dialect, allowsBacktracking: allowsBacktracking)
        let root = try builder.build(from: pointer)
        return CompiledSchema(program: SchemaProgram(nodes: builder.nodes), root: root)
    }
}

package import JSONModel

/// Makes schemas of one document ready for validation.
///
/// It is strict, so that no rule of a schema is passed over in silence: a keyword that the dialect knows and that is
/// not checked here is refused by name, a malformed one is refused, references must lead to a schema of the same
/// document or of those given beside it. What the schema does not reach is not looked at.
package struct SchemaCompiler: Sendable {
    private let document: JSONValue
    private let uri: String
    private let dialect: SchemaDialect
    private let others: [String: JSONValue]
    private let options: SchemaOptions

    /// A compiler of the schemas within `document`, against whose root references are resolved.
    ///
    /// - Parameters:
    ///   - uri: what the document's relative references are relative to; empty where it has no name.
    ///   - others: documents that references may lead to, by their URIs without fragment; nothing is fetched.
    package init(
        document: JSONValue, uri: String = "", dialect: SchemaDialect, others: [String: JSONValue] = [:],
        options: SchemaOptions = SchemaOptions()
    ) {
        self.document = document
        self.uri = uri
        self.dialect = dialect
        self.others = others
        self.options = options
    }

    /// The schema at `pointer`, with all that it refers to.
    ///
    /// - Throws: the first thing wrong with it, with its place.
    package func compile(at pointer: JSONPointer) throws(SchemaCompileError) -> CompiledSchema {
        var builder = SchemaBuilder(dialect: dialect, options: options)
        let known = MetaSchemas.documents(of: dialect).merging(others) { _, given in given }
        try builder.read(document, uri: uri, known, from: pointer)
        let root = try builder.build(from: pointer)
        return CompiledSchema(program: builder.program(), root: root)
    }
}

package import JSONModel
package import JSONSchema

/// The schemas of a provider: what the `spec` of a cluster and of a node pool must look like.
package struct ProviderSchema: Sendable {
    /// `components/schemas/ClusterSpec`.
    package let cluster: CompiledSchema
    /// `components/schemas/NodePoolSpec`.
    package let nodePool: CompiledSchema

    /// Reads an OpenAPI document of version 3.0 or 3.1, YAML or JSON, and compiles both schemas.
    ///
    /// Every schema of the document must be one, also those that neither of the two refers to.
    ///
    /// - Throws: one sentence with the place when the file is missing, unreadable or malformed, is of another version,
    ///   lacks one of the schemas, or uses a keyword that is not supported.
    package static func load(path: String) throws(SchemaLoadError) -> ProviderSchema {
        try ProviderSchema(SchemaFiles.load(path: path))
    }

    /// The schemas of a document that is already read and refers to no other.
    ///
    /// - Throws: as `load`.
    package init(_ document: SchemaDocument) throws(SchemaLoadError) {
        try self.init(SchemaFiles(main: document, others: [:]))
    }

    /// The schemas of files that are already read.
    ///
    /// - Throws: as `load`.
    package init(_ files: SchemaFiles) throws(SchemaLoadError) {
        let dialect = try OpenAPIVersion.dialect(of: files.main)
        cluster = try Self.compile("ClusterSpec", files, dialect)
        nodePool = try Self.compile("NodePoolSpec", files, dialect)
        if let fault = SchemaFaults.list(in: files, dialect, limit: 1).first { throw fault }
    }

    /// All that is wrong with files whose schemas cannot be used, at most `limit` places: first what `init` throws.
    package static func faults(in files: SchemaFiles, limit: Int = 20) -> [SchemaLoadError] {
        do throws(SchemaLoadError) {
            _ = try ProviderSchema(files)
            return []
        } catch {
            guard let dialect = try? OpenAPIVersion.dialect(of: files.main) else { return [error] }
            let others = SchemaFaults.list(in: files, dialect, limit: limit)
            return Array(([error] + others.filter { !$0.isAtPlace(of: error) }).prefix(limit))
        }
    }

    /// Where a schema of this name stands in an OpenAPI document.
    package static func pointer(to name: String) -> JSONPointer {
        JSONPointer(["components", "schemas", name])
    }

    private static func compile(
        _ name: String, _ files: SchemaFiles, _ dialect: SchemaDialect
    ) throws(SchemaLoadError) -> CompiledSchema {
        let document = files.main
        let pointer = pointer(to: name)
        guard pointer.value(in: document.value) != nil else {
            throw document.error(
                at: pointer, "the document has no schema '\(name)'; HyperFleet needs components/schemas/\(name)")
        }
        do throws(SchemaCompileError) {
            return try SchemaCompiler(
                document: document.value, uri: files.mainURI, dialect: dialect, others: files.othersByURI
            ).compile(at: pointer)
        } catch {
            throw files.document(named: error.document).error(at: error.pointer, error.message)
        }
    }
}

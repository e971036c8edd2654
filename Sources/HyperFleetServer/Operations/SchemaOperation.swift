internal import HyperFleetModel
internal import JSONModel
internal import SchemaDocuments

/// Looks at a provider schema without a server.
package struct SchemaOperation {
    private let files: SchemaFiles

    /// Reads the schema and compiles all of it.
    ///
    /// - Throws: `StartFailure` with file, line and place of all that is wrong when it cannot be used.
    package init(path: String) throws(StartFailure) {
        do throws(SchemaLoadError) {
            files = try SchemaFiles.load(path: path)
        } catch {
            throw StartFailure(.providerSchema, "the provider schema cannot be used: \(error)")
        }
        let faults = ProviderSchema.faults(in: files)
        guard faults.isEmpty else {
            let lines = faults.map(\.description).joined(separator: "\n")
            throw StartFailure(.providerSchema, "the provider schema cannot be used: \(lines)")
        }
    }

    /// One line about what it is.
    package var summary: String {
        var version = ""
        if case .string(let text)? = files.main.value["openapi"] { version = text }
        let count = files.paths.count == 1 ? "1 file" : "\(files.paths.count) files"
        return "\(files.main.file): OpenAPI \(version), \(count); ClusterSpec and NodePoolSpec can be used"
    }

    /// All of it as one document, as JSON on several lines.
    package var bundle: String { Self.text(of: SchemaBundler.bundle(files)) }

    /// The schema of one kind's specs, as JSON on several lines; what it refers to stands in the bundle.
    ///
    /// - Parameter name: `Cluster` or `NodePool`.
    /// - Throws: `StartFailure` for another kind.
    package func schema(of name: String) throws(StartFailure) -> String {
        guard let kind = ResourceKind(rawValue: name) else {
            let names = ResourceKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw StartFailure(.usage, "--kind: '\(name)' is none of \(names)")
        }
        let pointer = ProviderSchema.pointer(to: "\(kind.name)Spec")
        return Self.text(of: pointer.value(in: SchemaBundler.bundle(files)) ?? .null)
    }

    private static func text(of value: JSONValue) -> String {
        String(decoding: value.serialized(pretty: true), as: UTF8.self)
    }
}

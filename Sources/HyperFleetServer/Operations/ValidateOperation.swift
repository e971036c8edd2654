internal import Foundation
internal import HyperFleetModel
internal import JSONModel
internal import JSONSchema
internal import SchemaDocuments

/// Checks a spec against a provider schema without a server.
package enum ValidateOperation {
    /// One rule that a spec breaks.
    package struct Violation: Sendable, Hashable {
        /// Where in the spec, as a JSON pointer; empty for the spec itself.
        package let pointer: String
        package let keyword: String
        package let message: String
    }

    /// How many violations are told at most.
    private static let mostViolations = 10_000

    /// Every rule that the spec breaks; none when it is valid.
    ///
    /// - Parameters:
    ///   - spec: the path of a JSON or YAML file, or `-` for standard input.
    ///   - kind: `Cluster` or `NodePool`.
    /// - Throws: `StartFailure` when the schema, the spec or the kind cannot be read.
    package static func violations(
        spec path: String, kind name: String, schemaFile: String
    ) throws(StartFailure) -> [Violation] {
        guard let kind = ResourceKind(rawValue: name) else {
            let names = ResourceKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw StartFailure(.usage, "--kind: '\(name)' is none of \(names)")
        }
        let schema = try schema(of: kind, in: schemaFile)
        let value = try read(path)
        guard case .object = value else {
            return [Violation(pointer: "", keyword: "type", message: "must be a JSON object")]
        }
        return schema.validate(value, limit: mostViolations).map { violation in
            Violation(
                pointer: violation.instancePointer.description, keyword: violation.keyword,
                message: violation.message)
        }
    }

    private static func schema(of kind: ResourceKind, in path: String) throws(StartFailure) -> CompiledSchema {
        do throws(SchemaLoadError) {
            let provider = try ProviderSchema.load(path: path)
            switch kind {
            case .cluster: return provider.cluster
            case .nodePool: return provider.nodePool
            }
        } catch {
            throw StartFailure(.providerSchema, "the provider schema cannot be used: \(error)")
        }
    }

    private static func read(_ path: String) throws(StartFailure) -> JSONValue {
        let data: Data?
        if path == "-" {
            data = try? FileHandle.standardInput.readToEnd() ?? Data()
        } else {
            data = FileManager.default.contents(atPath: path)
        }
        guard let data else { throw StartFailure(.usage, "\(path): the spec is not there or cannot be read") }
        do {
            return try SchemaDocument.parse([UInt8](data), file: path).value
        } catch {
            throw StartFailure(.spec, "\(error)")
        }
    }
}

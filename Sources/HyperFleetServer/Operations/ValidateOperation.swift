internal import Foundation
internal import HyperFleetModel
internal import JSONModel
internal import JSONSchema
internal import SchemaDocuments

/// Checks specs against a provider schema without a server.
package struct ValidateOperation {
    /// One rule that a spec breaks.
    package struct Violation: Sendable, Hashable {
        /// Where in the spec, as a JSON pointer; empty for the spec itself.
        package let pointer: String
        /// The rule's place in the schema, as a JSON pointer.
        package let schemaPointer: String
        /// The same with the file that it is in, as a URI; nil where no file's rule is broken.
        package let schemaLocation: String?
        package let keyword: String
        package let message: String
        /// What stands there; nil for objects, arrays, missing members and secrets.
        package let value: String?
    }

    /// How many violations of one spec are told at most.
    private static let mostViolations = 10_000

    private static let noObject = "must be a JSON object"

    private let schema: CompiledSchema

    /// - Parameter kind: `Cluster` or `NodePool`.
    /// - Throws: `StartFailure` when the schema or the kind cannot be used.
    package init(kind name: String, schemaFile: String) throws(StartFailure) {
        guard let kind = ResourceKind(rawValue: name) else {
            let names = ResourceKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw StartFailure(.usage, "--kind: '\(name)' is none of \(names)")
        }
        schema = try Self.schema(of: kind, in: schemaFile)
    }

    /// Every rule that the spec breaks; none when it is valid.
    ///
    /// - Parameter path: a JSON or YAML file, or `-` for standard input.
    /// - Throws: `StartFailure` when the spec cannot be read.
    package func violations(of path: String) throws(StartFailure) -> [Violation] {
        let value = try Self.read(path)
        guard case .object = value else {
            return [
                Violation(
                    pointer: "", schemaPointer: "", schemaLocation: nil, keyword: "type", message: Self.noObject,
                    value: nil)
            ]
        }
        return schema.validate(value, limit: Self.mostViolations).map { violation in
            Violation(
                pointer: violation.instancePointer.description,
                schemaPointer: violation.schemaPointer.description, schemaLocation: violation.schemaLocation,
                keyword: violation.keyword, message: violation.message, value: violation.value)
        }
    }

    /// What is wrong with the spec, as the standard's output has it.
    ///
    /// - Throws: as `violations`.
    func output(of path: String) throws(StartFailure) -> SchemaOutput {
        let value = try Self.read(path)
        guard case .object = value else { return SchemaOutput(refusedFor: Self.noObject) }
        return schema.output(of: value, limit: Self.mostViolations)
    }

    /// The JSON and YAML files at a path, in the order of their names: itself, or those of the folder that it is,
    /// folders within it included.
    ///
    /// - Throws: `StartFailure` for a folder without any.
    package static func files(at path: String) throws(StartFailure) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let files = names.filter { name in
            ["json", "yaml", "yml"].contains(URL(fileURLWithPath: name).pathExtension)
        }.sorted().map { URL(fileURLWithPath: path).appendingPathComponent($0).relativePath }
        guard !files.isEmpty else { throw StartFailure(.usage, "\(path): there is no .json, .yaml or .yml file in it") }
        return files
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

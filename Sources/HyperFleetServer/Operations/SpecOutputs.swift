internal import JSONModel
internal import JSONSchema

/// What came of several specs, in one of the standard's forms of output (JSON Schema 2020-12, section 12).
package struct SpecOutputs: Sendable {
    /// How much is said of each.
    package enum Form: String, Sendable, CaseIterable {
        case flag
        case basic
        case detailed
    }

    private let form: Form
    private var files: [(path: String, output: SchemaOutput)] = []

    package init(_ form: Form) {
        self.form = form
    }

    /// Takes in a spec.
    ///
    /// - Parameter path: as for `ValidateOperation.violations`.
    /// - Throws: `StartFailure` when the spec cannot be read.
    package mutating func add(_ path: String, _ operation: ValidateOperation) throws(StartFailure) {
        files.append((path, try operation.output(of: path)))
    }

    /// The files whose spec is invalid.
    package var invalidPaths: [String] { files.filter { !$0.output.isValid }.map(\.path) }

    /// How many specs there are.
    package var count: Int { files.count }

    /// The output of the one spec, or all of them with their files; JSON.
    package var text: String {
        let format: OutputFormat =
            switch form {
            case .flag: .flag
            case .basic: .basic
            case .detailed: .detailed
            }
        let outputs = files.map { file in (file.path, file.output.json(format)) }
        let listed = outputs.map { path, output in
            JSONValue.object(JSONObject([("file", .string(path)), ("output", output)]))
        }
        let whole = outputs.count == 1 ? outputs[0].1 : .object(JSONObject([("files", .array(listed))]))
        return String(decoding: whole.serialized(pretty: true), as: UTF8.self) + "\n"
    }
}

internal import JSONModel
internal import RPCCore

/// Reads a JSON or YAML document that an argument names and makes it JSON, every number as it was written.
///
/// A file named `.json` is JSON, one named `.yaml` or `.yml` is YAML; anything else is JSON when it begins with a
/// brace. JSON is passed on byte by byte once it is known to parse.
struct DocumentReader {
    /// The field of the request that the document becomes, for violations.
    let field: String
    let limits: JSONLimits

    /// A cluster's or node pool's desired state.
    static let spec = DocumentReader(field: "spec", limits: .spec)
    /// A whole report.
    static let report = DocumentReader(field: "report", limits: .spec)
    /// What an adapter has to say.
    static let data = DocumentReader(field: "data", limits: .report)

    /// The document in `path` as JSON text; `-` is standard input.
    ///
    /// - Throws: a usage error when the file cannot be read; invalid input, with the place, when it does not parse.
    func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        let bytes = try InputFile.bytes(path)
        guard bytes.contains(where: { !Self.isSpace($0) }) else {
            throw refusal(rule: "required", "\(Self.name(path)) is empty; an empty object is {}")
        }
        return isJSON(bytes, path) ? try json(bytes, path) : try yaml(bytes, path)
    }

    private func isJSON(_ bytes: [UInt8], _ path: String) -> Bool {
        if path.hasSuffix(".json") { return true }
        if path.hasSuffix(".yaml") || path.hasSuffix(".yml") { return false }
        return bytes.first { !Self.isSpace($0) } == UInt8(ascii: "{")
    }

    private func json(_ bytes: [UInt8], _ path: String) throws(CommandFailure) -> [UInt8] {
        do {
            return try JSONDocument(parsing: bytes, limits: limits).bytes
        } catch {
            throw refusal(
                pointer: error.pointer, rule: error.rule,
                "\(Self.name(path)), line \(error.line), column \(error.column): \(error.message)")
        }
    }

    private func yaml(_ bytes: [UInt8], _ path: String) throws(CommandFailure) -> [UInt8] {
        do {
            return try YAMLDocument.value(of: bytes, limits: limits).serialized()
        } catch {
            throw refusal(rule: error.rule, "\(Self.name(path))\(error.place): \(error.message)")
        }
    }

    private func refusal(pointer: String = "", rule: String, _ message: String) -> CommandFailure {
        let violation = FieldViolation(field: field + pointer, rule: rule, message: message)
        return CommandFailure(
            RPCError(
                .invalidArgument, reason: "HYPERFLEET-VAL-000", message: "the \(field) cannot be read",
                violations: [violation], processed: .no))
    }

    private static func name(_ path: String) -> String {
        path == "-" ? "standard input" : path
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        [0x20, 0x09, 0x0A, 0x0D].contains(byte)
    }
}

internal import HyperFleetModel
internal import JSONModel

/// What every JSON object that a caller sends must keep to.
enum JSONRules {
    /// Reads a JSON object within `limits`, as sent and as PostgreSQL prints it; notes what is wrong otherwise.
    static func object(
        _ bytes: [UInt8], field: String, limits: JSONLimits, violations: inout [Violation]
    ) -> JSONDocument? {
        do throws(JSONParseError) {
            let document = try JSONDocument(parsing: bytes, limits: limits)
            let tape = try document.tape()
            guard tape.isObject else {
                violations.append(Violation(field: field, rule: "type", message: "must be a JSON object"))
                return nil
            }
            let stored = StoredJSONSize.bytes(of: tape)
            guard stored <= limits.maxBytes else {
                violations.append(
                    Violation(
                        field: field, rule: "stored_size",
                        message: "takes \(stored) bytes as the database prints it (numbers written out, a space "
                            + "behind each ':' and ','), more than \(limits.maxBytes)"))
                return nil
            }
            return document
        } catch {
            violations.append(
                Violation(
                    field: field + error.pointer, rule: error.rule,
                    message: "\(error.message) (line \(error.line), column \(error.column))"))
            return nil
        }
    }
}

internal import HyperFleetModel
internal import JSONModel
internal import JSONSchema

/// What a spec must be before it is stored: a JSON object within the limits, as the provider's schema wants it.
enum SpecRules {
    /// The most violations of a schema that one answer names.
    private static let maximumViolations = 100

    /// Reads a spec and notes every rule it breaks in `violations`, under the field `spec` and the JSON pointer
    /// behind it; nil when it broke one.
    static func read(
        _ bytes: [UInt8], schema: CompiledSchema?, violations: inout [Violation]
    ) -> JSONDocument? {
        guard !bytes.isEmpty else {
            violations.append(
                Violation(field: "spec", rule: "required", message: "is required; an empty object {} will do"))
            return nil
        }
        guard let document = JSONRules.object(bytes, field: "spec", limits: .spec, violations: &violations),
            let tape = try? document.tape()
        else { return nil }
        let broken = schema?.validate(tape, limit: maximumViolations) ?? []
        guard broken.isEmpty else {
            violations += broken.map { violation in
                Violation(
                    field: "spec\(violation.instancePointer)", rule: violation.keyword, message: violation.message,
                    value: violation.value)
            }
            return nil
        }
        return document
    }

    /// Reads a merge patch, which no schema describes, and notes what is wrong with it under `spec_merge_patch`.
    static func readPatch(_ bytes: [UInt8], violations: inout [Violation]) -> JSONValue? {
        let field = "spec_merge_patch"
        guard !bytes.isEmpty else {
            violations.append(Violation(field: field, rule: "required", message: "must be a JSON object"))
            return nil
        }
        let document = JSONRules.object(bytes, field: field, limits: .spec, violations: &violations)
        return document.flatMap { try? $0.value() }
    }
}

package import JSONModel

/// A schema that is ready to check values, as often and from as many places at once as wanted.
package struct CompiledSchema: Sendable {
    let program: SchemaProgram
    let root: Int

    /// Everything that is wrong with a value, in a stable order, at most `limit`; empty when it is valid.
    ///
    /// The work is bounded. A value that takes too much of it, with a schema whose branches multiply, has the one
    /// violation `complexity`.
    package func validate(_ tape: JSONTape, limit: Int = 100) -> [SchemaViolation] {
        tape.withParts { parts in
            var check = ValidationRun(program, root: root, parts: parts)
            switch check.verdict() {
            case .valid: return []
            case .tooComplex: return [check.tooComplex]
            case .invalid:
                var collection = ValidationRun(program, root: root, parts: parts)
                return collection.collect(limit: max(limit, 1))
            }
        }
    }

    /// What is wrong with a value, as the standard's output has it, with at most `limit` errors.
    ///
    /// Whether the value is valid is found out first, and no slower than by `isValid`.
    package func output(of tape: JSONTape, limit: Int = 100) -> SchemaOutput {
        tape.withParts { parts in
            var check = ValidationRun(program, root: root, parts: parts)
            switch check.verdict() {
            case .valid: return SchemaOutput(failure: nil)
            case .tooComplex: return SchemaOutput(refusedFor: check.tooComplex.message)
            case .invalid:
                var recording = ValidationRun(program, root: root, parts: parts)
                return recording.output(limit: max(limit, 1))
            }
        }
    }

    /// Whether a value is valid; quicker than `validate`, since it stops at the first violation.
    package func isValid(_ tape: JSONTape) -> Bool {
        tape.withParts { parts in
            var check = ValidationRun(program, root: root, parts: parts)
            return check.verdict() == .valid
        }
    }
}

/// The same of a value that is a tree already.
extension CompiledSchema {
    /// As of a tape.
    package func validate(_ value: JSONValue, limit: Int = 100) -> [SchemaViolation] {
        validate(JSONTape(value), limit: limit)
    }

    /// As of a tape.
    package func output(of value: JSONValue, limit: Int = 100) -> SchemaOutput {
        output(of: JSONTape(value), limit: limit)
    }

    /// As of a tape.
    package func isValid(_ value: JSONValue) -> Bool {
        isValid(JSONTape(value))
    }
}

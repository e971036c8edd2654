internal import CHyperFleetProto
internal import RPCCore

extension MessageReader {
    /// Why one item of many was refused, as a call of its own would have been.
    mutating func itemError(_ form: UnsafeMutablePointer<Hyperfleet__V1__ItemError>) -> RPCError {
        inside("error") { reader in
            var details: [String: String] = [:]
            for index in 0..<form.pointee.n_details {
                guard let entry = form.pointee.details?[index] else { continue }
                details[reader.text(entry.pointee.key)] = reader.text(entry.pointee.value)
            }
            let code = UInt8(exactly: form.pointee.code).flatMap(StatusCode.init(rawValue:))
            if code == nil || code == .ok {
                reader.refuse("code", rule: "range", message: "must be 1 to 16", value: "\(form.pointee.code)")
            }
            return RPCError(
                code ?? .unknown, reason: reader.text(form.pointee.reason), message: reader.text(form.pointee.message),
                violations: reader.list(form.pointee.violations, form.pointee.n_violations, "violations") {
                    $0.fieldViolation($1)
                },
                details: details)
        }
    }

    /// A broken rule with its field.
    func fieldViolation(_ form: UnsafeMutablePointer<Hyperfleet__V1__FieldViolation>) -> FieldViolation {
        let value = text(form.pointee.value)
        return FieldViolation(
            field: text(form.pointee.field), rule: text(form.pointee.rule), message: text(form.pointee.message),
            value: value.isEmpty ? nil : value)
    }
}

internal import CHyperFleetProto
internal import RPCCore

extension MessageWriter {
    /// Broken rules with their fields.
    func fieldViolations(
        _ violations: [FieldViolation]
    ) throws(EncodingFault) -> UnsafeMutablePointer<UnsafeMutablePointer<Hyperfleet__V1__FieldViolation>?>? {
        try list(violations) { form, violation throws(EncodingFault) in
            form.pointee.field = try text(violation.field, "field")
            form.pointee.rule = try text(violation.rule, "rule")
            form.pointee.message = try text(violation.message, "message")
            if let value = violation.value { form.pointee.value = try text(value, "value") }
        }
    }

    /// Why one item of many was refused.
    func itemError(_ error: RPCError) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__ItemError> {
        let form = try new(Hyperfleet__V1__ItemError.self)
        form.pointee.code = Int32(error.code.rawValue)
        form.pointee.reason = try text(error.reason, "reason")
        form.pointee.message = try text(error.message, "message")
        let violations = Array(error.violations.prefix(WireLimits.violations))
        form.pointee.violations = try fieldViolations(violations)
        form.pointee.n_violations = violations.count
        let details = error.details.sorted { $0.key < $1.key }
        form.pointee.details = try list(details) { entry, detail throws(EncodingFault) in
            entry.pointee.key = try text(detail.key, "a detail's name")
            entry.pointee.value = try text(detail.value, "a detail's text")
        }
        form.pointee.n_details = details.count
        return form
    }
}

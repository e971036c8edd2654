internal import CHyperFleetProto
package import HyperFleetModel
package import RPCCore

/// Asks whether a spec would be taken.
package struct ValidateSpecRequest: Sendable {
    package var kind: ResourceKind
    package var spec: [UInt8]

    package init(kind: ResourceKind, spec: [UInt8]) {
        self.kind = kind
        self.spec = spec
    }
}

extension ValidateSpecRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ValidateSpecRequest>, _ reader: inout MessageReader
    ) -> Self? {
        let name = reader.text(form.pointee.kind)
        guard let kind = ResourceKind(rawValue: name) else {
            let names = ResourceKind.allCases.map(\.rawValue).joined(separator: " or ")
            reader.refuse("kind", rule: "enum", message: "must be \(names)", value: name)
            return nil
        }
        return Self(kind: kind, spec: reader.bytes(form.pointee.spec))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ValidateSpecRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.kind = try writer.text(kind.rawValue, "kind")
        form.pointee.spec = try writer.bytes(spec)
    }
}

/// What is wrong with a spec.
package struct ValidateSpecResponse: Sendable {
    package var violations: [FieldViolation]

    package init(violations: [FieldViolation]) {
        self.violations = violations
    }
}

extension ValidateSpecResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ValidateSpecResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            violations: reader.list(form.pointee.violations, form.pointee.n_violations, "violations") {
                $0.fieldViolation($1)
            })
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ValidateSpecResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.violations = try writer.fieldViolations(violations)
        form.pointee.n_violations = violations.count
    }
}

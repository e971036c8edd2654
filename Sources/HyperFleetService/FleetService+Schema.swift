package import HyperFleetModel

extension FleetService {
    /// The provider's schema as one JSON document.
    ///
    /// - Throws: `resourceNotFound` where there is none, and any JSON object is taken as a spec.
    package func schemaDocument() throws(ServiceError) -> [UInt8] {
        guard let document = schemas.document else {
            throw ServiceError(
                .resourceNotFound, "This server has no provider schema: it takes any JSON object as a spec.")
        }
        return document
    }

    /// Every rule that a spec of this kind would break, at most 100; nothing is stored.
    package func violations(of spec: [UInt8], kind: ResourceKind) -> [Violation] {
        var violations: [Violation] = []
        _ = SpecRules.read(spec, schema: schemas[kind], violations: &violations)
        return violations
    }
}

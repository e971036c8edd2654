internal import HyperFleetModel
internal import HyperFleetProto
internal import HyperFleetService
internal import RPCCore

/// `hyperfleet.v1.SchemaService`.
struct SchemaHandlers: Sendable {
    let calls: ServiceCalls

    func register(in router: inout Router) {
        router.register(SchemaMethods.get, handler: get)
        router.register(SchemaMethods.validate, handler: validate)
    }

    @Sendable
    private func get(
        _ request: GetSchemaRequest, _ context: CallContext
    ) async throws(RPCError) -> GetSchemaResponse {
        let document = try await calls.make(context) { (service) async throws(ServiceError) in
            try service.schemaDocument()
        }
        return GetSchemaResponse(document: document)
    }

    @Sendable
    private func validate(
        _ request: ValidateSpecRequest, _ context: CallContext
    ) async throws(RPCError) -> ValidateSpecResponse {
        let violations = calls.service.violations(of: request.spec, kind: request.kind)
        return ValidateSpecResponse(violations: violations.map { FieldViolation($0) })
    }
}

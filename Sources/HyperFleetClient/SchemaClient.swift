public import HyperFleetModel
internal import HyperFleetProto
public import RPCCore

/// What specs must look like.
public struct SchemaClient: Sendable {
    let caller: MethodCaller

    /// The provider's schema that the server checks specs against: an OpenAPI document as JSON in UTF-8.
    ///
    /// - Throws: `NOT_FOUND` where the server has none, and takes any JSON object.
    public func document(options: CallOptions = CallOptions()) async throws(RPCError) -> [UInt8] {
        let answer: GetSchemaResponse = try await caller.call(
            SchemaMethods.get, GetSchemaRequest(), options: options)
        return answer.document
    }

    /// Every rule that a spec would break, as a create would be refused for it; nothing is stored.
    ///
    /// ```swift
    /// let violations = try await client.schemas.violations(of: Array(#"{"region":"north"}"#.utf8), kind: .cluster)
    /// for violation in violations { logger.warning("\(violation.field) \(violation.message)") }
    /// ```
    public func violations(
        of spec: [UInt8], kind: ResourceKind, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> [FieldViolation] {
        let answer: ValidateSpecResponse = try await caller.call(
            SchemaMethods.validate, ValidateSpecRequest(kind: kind, spec: spec), options: options)
        return answer.violations
    }
}

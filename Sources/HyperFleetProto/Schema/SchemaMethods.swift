package import RPCCore

/// The methods of `hyperfleet.v1.SchemaService`.
package enum SchemaMethods {
    package static let service = "hyperfleet.v1.SchemaService"

    package static let get = MethodDescriptor(service: service, name: "Get", isIdempotent: true)
    package static let validate = MethodDescriptor(service: service, name: "Validate", isIdempotent: true)

    package static let all = [get, validate]
}

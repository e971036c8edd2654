package import RPCCore

/// The methods of `hyperfleet.v1.ServerService`.
package enum ServerMethods {
    package static let service = "hyperfleet.v1.ServerService"

    package static let status = MethodDescriptor(service: service, name: "Status", isIdempotent: true)

    package static let all = [status]
}

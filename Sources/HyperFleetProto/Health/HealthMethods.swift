package import RPCCore

/// The methods of `hyperfleet.v1.HealthService`.
package enum HealthMethods {
    package static let service = "hyperfleet.v1.HealthService"

    package static let check = MethodDescriptor(service: service, name: "Check", isIdempotent: true)
    package static let watch = MethodDescriptor(
        service: service, name: "Watch", kind: .serverStreaming, isIdempotent: true)

    package static let all = [check, watch]
}

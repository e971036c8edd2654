package import RPCCore

/// The methods of `hyperfleet.v1.ReflectionService`.
package enum ReflectionMethods {
    package static let service = "hyperfleet.v1.ReflectionService"

    package static let listServices = MethodDescriptor(service: service, name: "ListServices", isIdempotent: true)
    package static let getDescriptors = MethodDescriptor(service: service, name: "GetDescriptors", isIdempotent: true)

    package static let all = [listServices, getDescriptors]
}

package import RPCCore

/// The methods of `hyperfleet.v1.NodePoolService`.
package enum NodePoolMethods {
    package static let service = "hyperfleet.v1.NodePoolService"

    package static let create = MethodDescriptor(service: service, name: "Create")
    package static let get = MethodDescriptor(service: service, name: "Get", isIdempotent: true)
    package static let list = MethodDescriptor(service: service, name: "List", isIdempotent: true)
    package static let update = MethodDescriptor(service: service, name: "Update")
    package static let delete = MethodDescriptor(service: service, name: "Delete")

    package static let all = [create, get, list, update, delete]
}

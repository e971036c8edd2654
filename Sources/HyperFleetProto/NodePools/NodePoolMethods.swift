package import RPCCore

/// The methods of `hyperfleet.v1.NodePoolService`.
package enum NodePoolMethods {
    package static let service = "hyperfleet.v1.NodePoolService"

    package static let create = MethodDescriptor(service: service, name: "Create", takesIdempotencyKey: true)
    package static let get = MethodDescriptor(service: service, name: "Get", isIdempotent: true)
    package static let list = MethodDescriptor(service: service, name: "List", isIdempotent: true)
    package static let stream = MethodDescriptor(
        service: service, name: "Stream", kind: .serverStreaming, isIdempotent: true)
    package static let getMany = MethodDescriptor(service: service, name: "GetMany", isIdempotent: true)
    package static let update = MethodDescriptor(service: service, name: "Update", takesIdempotencyKey: true)
    package static let delete = MethodDescriptor(service: service, name: "Delete", takesIdempotencyKey: true)
    package static let forceDelete = MethodDescriptor(
        service: service, name: "ForceDelete", takesIdempotencyKey: true)

    package static let all = [create, get, list, stream, getMany, update, delete, forceDelete]
}

package import RPCCore

/// The methods of `hyperfleet.v1.BenchService`, which only the load program serves.
package enum BenchMethods {
    package static let service = "hyperfleet.v1.BenchService"

    package static let echo = MethodDescriptor(service: service, name: "Echo")
    package static let echoCluster = MethodDescriptor(service: service, name: "EchoCluster")
    package static let download = MethodDescriptor(service: service, name: "Download", kind: .serverStreaming)
    package static let upload = MethodDescriptor(service: service, name: "Upload", kind: .clientStreaming)
    package static let exchange = MethodDescriptor(service: service, name: "Exchange", kind: .bidirectionalStreaming)

    package static let all = [echo, echoCluster, download, upload, exchange]
}

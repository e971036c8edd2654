package import RPCCore

/// The methods of `hyperfleet.v1.BenchService`, which only the load program serves.
package enum BenchMethods {
    package static let service = "hyperfleet.v1.BenchService"

    package static let echo = MethodDescriptor(service: service, name: "Echo")

    package static let all = [echo]
}

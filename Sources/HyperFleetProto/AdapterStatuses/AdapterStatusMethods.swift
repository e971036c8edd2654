package import RPCCore

/// The methods of `hyperfleet.v1.AdapterStatusService`.
package enum AdapterStatusMethods {
    package static let service = "hyperfleet.v1.AdapterStatusService"

    /// A repeat is answered `UNCHANGED` or discarded, so it does no harm.
    package static let report = MethodDescriptor(service: service, name: "Report", isIdempotent: true)
    package static let reportMany = MethodDescriptor(service: service, name: "ReportMany", isIdempotent: true)
    package static let reportStream = MethodDescriptor(
        service: service, name: "ReportStream", kind: .clientStreaming)
    package static let list = MethodDescriptor(service: service, name: "List", isIdempotent: true)

    package static let all = [report, reportMany, reportStream, list]
}

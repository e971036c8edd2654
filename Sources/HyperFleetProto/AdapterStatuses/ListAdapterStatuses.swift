internal import CHyperFleetProto
package import HyperFleetModel

/// Asks for all reports about a resource.
package struct ListAdapterStatusesRequest: Sendable {
    package var target: ReportTarget

    package init(target: ReportTarget) {
        self.target = target
    }
}

extension ListAdapterStatusesRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListAdapterStatusesRequest>, _ reader: inout MessageReader
    ) -> Self? {
        reader.reportTarget(form.pointee.target, "target").map(Self.init)
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListAdapterStatusesRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.target = try writer.reportTarget(target)
    }
}

/// All reports about a resource, ordered by adapter.
package struct ListAdapterStatusesResponse: Sendable {
    package var statuses: [AdapterStatus]

    package init(statuses: [AdapterStatus]) {
        self.statuses = statuses
    }
}

extension ListAdapterStatusesResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListAdapterStatusesResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            statuses: reader.list(form.pointee.statuses, form.pointee.n_statuses, "statuses") {
                $0.adapterStatus($1)
            })
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListAdapterStatusesResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.statuses = try writer.list(statuses) { form, status throws(EncodingFault) in
            try writer.fill(form, with: status)
        }
        form.pointee.n_statuses = statuses.count
    }
}

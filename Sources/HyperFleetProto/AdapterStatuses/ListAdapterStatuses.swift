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
    package var overview: AdapterOverview

    package init(overview: AdapterOverview) {
        self.overview = overview
    }
}

extension ListAdapterStatusesResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListAdapterStatusesResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            overview: AdapterOverview(
                statuses: reader.list(form.pointee.statuses, form.pointee.n_statuses, "statuses") {
                    $0.adapterStatus($1)
                },
                requiredAdapters: reader.texts(form.pointee.required_adapters, form.pointee.n_required_adapters)))
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ListAdapterStatusesResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.statuses = try writer.list(overview.statuses) { form, status throws(EncodingFault) in
            try writer.fill(form, with: status)
        }
        form.pointee.n_statuses = overview.statuses.count
        form.pointee.required_adapters = try writer.texts(overview.requiredAdapters, "an adapter's name")
        form.pointee.n_required_adapters = overview.requiredAdapters.count
    }
}

internal import CHyperFleetProto
internal import HyperFleetModel

extension MessageReader {
    /// Which page is wanted; absent means the first of the usual size.
    mutating func pageRequest(_ form: UnsafeMutablePointer<Hyperfleet__V1__PageRequest>?) -> PageRequest {
        guard let form else { return PageRequest() }
        return inside("page") { reader in
            PageRequest(
                size: Int(reader.count(Int64(form.pointee.page_size), "page_size")),
                token: reader.text(form.pointee.page_token),
                number: Int(reader.count(Int64(form.pointee.page), "page")),
                wantsTotal: form.pointee.want_total != 0,
                showDeleted: form.pointee.show_deleted != 0,
                search: reader.text(form.pointee.search),
                selector: reader.text(form.pointee.label_selector),
                order: reader.text(form.pointee.order),
                fields: reader.texts(form.pointee.fields, form.pointee.n_fields),
                wantsPlan: form.pointee.want_plan != 0)
        }
    }

    /// How a stream ended; nil before its end.
    mutating func streamEnd(_ form: UnsafeMutablePointer<Hyperfleet__V1__StreamEnd>?) -> StreamEnd? {
        guard let form else { return nil }
        return inside("end") { reader in
            StreamEnd(snapshot: reader.text(form.pointee.snapshot), count: reader.count(form.pointee.count, "count"))
        }
    }

    /// A page of `resources`; absent information means the last page, without a total.
    mutating func resourcePage(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__PageInfo>?, _ resources: [Resource]
    ) -> ResourcePage {
        guard let form else { return ResourcePage(resources: resources) }
        return inside("page") { reader in
            let isCounted = form.pointee.counted_case == HYPERFLEET__V1__PAGE_INFO__COUNTED_TOTAL
            return ResourcePage(
                resources: resources,
                nextPageToken: reader.text(form.pointee.next_page_token),
                total: isCounted ? reader.count(form.pointee.total, "total") : nil,
                isPartial: form.pointee.is_partial != 0,
                plan: reader.text(form.pointee.plan))
        }
    }
}

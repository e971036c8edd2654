internal import CHyperFleetProto
internal import HyperFleetModel

extension MessageWriter {
    /// Which page is wanted; nothing where it is the first of the usual size.
    func pageRequest(
        _ page: PageRequest
    ) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__PageRequest>? {
        guard page != PageRequest() else { return nil }
        let form = try new(Hyperfleet__V1__PageRequest.self)
        form.pointee.page_size = try int32(page.size, "page_size")
        form.pointee.page_token = try text(page.token, "page_token")
        form.pointee.page = try int32(page.number, "page")
        form.pointee.want_total = page.wantsTotal ? 1 : 0
        form.pointee.show_deleted = page.showDeleted ? 1 : 0
        form.pointee.search = try text(page.search, "search")
        form.pointee.label_selector = try text(page.selector, "label_selector")
        form.pointee.order = try text(page.order, "order")
        form.pointee.fields = try texts(page.fields, "a field's name")
        form.pointee.n_fields = page.fields.count
        form.pointee.want_plan = page.wantsPlan ? 1 : 0
        return form
    }

    /// How a stream ended.
    func streamEnd(_ end: StreamEnd) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__StreamEnd> {
        let form = try new(Hyperfleet__V1__StreamEnd.self)
        form.pointee.snapshot = try text(end.snapshot, "snapshot")
        form.pointee.count = end.count
        return form
    }

    /// What a page is part of.
    func pageInfo(_ page: ResourcePage) throws(EncodingFault) -> UnsafeMutablePointer<Hyperfleet__V1__PageInfo> {
        let form = try new(Hyperfleet__V1__PageInfo.self)
        form.pointee.next_page_token = try text(page.nextPageToken, "next_page_token")
        form.pointee.is_partial = page.isPartial ? 1 : 0
        form.pointee.plan = try text(page.plan, "plan")
        if let total = page.total {
            form.pointee.counted_case = HYPERFLEET__V1__PAGE_INFO__COUNTED_TOTAL
            form.pointee.total = total
        }
        return form
    }
}

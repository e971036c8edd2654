internal import CHyperFleetProto
package import HyperFleetModel
package import RPCCore

/// Many reports.
package struct ReportManyRequest: Sendable {
    package var items: [ReportItem]

    package init(items: [ReportItem]) {
        self.items = items
    }
}

extension ReportManyRequest: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportManyRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            items: reader.list(form.pointee.reports, form.pointee.n_reports, "reports") { _, form in
                ReportItem(form)
            })
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportManyRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.reports = try writer.list(items) { form, item throws(EncodingFault) in
            try item.write(form, writer)
        }
        form.pointee.n_reports = items.count
    }
}

/// What became of many reports, in the order in which they were sent.
package struct ReportManyResponse: Sendable {
    package var results: [Result<AcceptedReport, RPCError>]

    package init(results: [Result<AcceptedReport, RPCError>]) {
        self.results = results
    }
}

extension ReportManyResponse: WireMessage {
    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportManyResponse>, _ reader: inout MessageReader
    ) -> Self? {
        Self(
            results: reader.list(form.pointee.results, form.pointee.n_results, "results") { reader, form in
                result(form, &reader)
            })
    }

    private static func result(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportResult>, _ reader: inout MessageReader
    ) -> Result<AcceptedReport, RPCError>? {
        switch form.pointee.result_case {
        case HYPERFLEET__V1__REPORT_RESULT__RESULT_ACCEPTED:
            return form.pointee.accepted.map { form in
                .success(
                    AcceptedReport(
                        outcome: reader.reportOutcome(form.pointee.outcome),
                        resourceID: reader.id(form.pointee.resource_id, "resource_id"),
                        generation: reader.count(form.pointee.generation, "generation"),
                        resourceVersion: reader.count(form.pointee.resource_version, "resource_version")))
            }
        case HYPERFLEET__V1__REPORT_RESULT__RESULT_ERROR:
            return form.pointee.error.map { .failure(reader.itemError($0)) }
        default:
            return reader.missing("result")
        }
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportManyResponse>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        form.pointee.results = try writer.list(results) { form, result throws(EncodingFault) in
            switch result {
            case .success(let accepted):
                let part = try writer.new(Hyperfleet__V1__AcceptedReport.self)
                part.pointee.outcome = accepted.outcome.form
                part.pointee.resource_id = try writer.id(accepted.resourceID)
                part.pointee.generation = accepted.generation
                part.pointee.resource_version = accepted.resourceVersion
                form.pointee.result_case = HYPERFLEET__V1__REPORT_RESULT__RESULT_ACCEPTED
                form.pointee.accepted = part
            case .failure(let error):
                form.pointee.result_case = HYPERFLEET__V1__REPORT_RESULT__RESULT_ERROR
                form.pointee.error = try writer.itemError(error)
            }
        }
        form.pointee.n_results = results.count
    }
}

internal import CHyperFleetProto
package import RPCCore

/// One report of many: a bad one is told by itself and harms no other.
package struct ReportItem: Sendable {
    /// The report, or what is wrong with its form.
    package var content: Result<ReportRequest, ItemFault>

    package init(_ request: ReportRequest) {
        content = .success(request)
    }

    /// Whether its form is good.
    package var isReadable: Bool {
        switch content {
        case .success: true
        case .failure: false
        }
    }
}

/// The violations that keep an item of many from being read.
package struct ItemFault: Error, Sendable {
    package var violations: [FieldViolation]
}

extension ReportItem: WireMessage {
    /// It travels as the report that it holds.
    static var protoName: String { ReportRequest.protoName }

    static func read(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportRequest>, _ reader: inout MessageReader
    ) -> Self? {
        Self(form)
    }

    init(_ form: UnsafeMutablePointer<Hyperfleet__V1__ReportRequest>) {
        var reader = MessageReader()
        let request = ReportRequest.read(form, &reader)
        if let request, reader.violations.isEmpty {
            content = .success(request)
        } else {
            content = .failure(ItemFault(violations: reader.violations))
        }
    }

    func write(
        _ form: UnsafeMutablePointer<Hyperfleet__V1__ReportRequest>, _ writer: MessageWriter
    ) throws(EncodingFault) {
        switch content {
        case .success(let request): try request.write(form, writer)
        case .failure: throw EncodingFault(message: "a report that cannot be read is sent")
        }
    }
}
